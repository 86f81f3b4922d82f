package dev.sluice.export.lowering.fuse;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.UnaryOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values computed from one source by the same operations with weights of their own, such as the gates of a cell.
 * They can be computed side by side in one array.
 */
final class SimilarValues {
    /** The form of a value unlike any other. */
    static final int NONE = -1;

    private final List<Set<Expr>> pools;
    private final Map<Form, Integer> known = new HashMap<>();
    private final Map<Expr, Integer> forms = new HashMap<>();

    /** An operation with the forms of its joined operands, and its shared operands. */
    private record Form(Object operation, Dims shape, List<Object> from) {}

    /**
     * Analyzes a graph.
     *
     * @param pools leaves that can be joined in advance, each with others of its pool: weights, input sequences of a loop
     */
    SimilarValues(List<Expr> expressions, List<Set<Expr>> pools) {
        this.pools = List.copyOf(pools);
        expressions.forEach(expr -> forms.put(expr, find(expr)));
    }

    /** An id that two values share exactly if they are computed alike. */
    int form(Expr expr) {
        return forms.getOrDefault(expr, NONE);
    }

    /** Returns whether it can be joined without a node. */
    boolean isFree(Expr expr) {
        return pools.stream().anyMatch(pool -> pool.contains(expr));
    }

    /** Returns whether an operand broadcasts over all parts: a scalar, or one number per row. */
    static boolean isShared(Expr operand) {
        return operand.op() instanceof Constant
                || operand.shape().rank() > 0 && operand.shape().axis(-1).equals(Dim.of(1));
    }

    private int find(Expr expr) {
        if (expr.results().size() != 1
                || expr.shape().rank() == 0
                || !(expr.shape().axis(-1) instanceof Dim.Fixed)
                || isShared(expr)) {
            return NONE;
        }
        return switch (expr.op()) {
            case Op.Leaf leaf -> leaf(expr);
            case UnaryOp op -> form(expr.operand(0)) == NONE ? NONE : number(op, expr, List.of(form(expr.operand(0))));
            case BinaryOp op -> binary(op, expr);
            case MatMul op
            when !op.transposeLeft() && op.transposeRight() && isFree(expr.operand(1)) ->
                number(op, expr, List.of(expr.operand(0), expr.operand(1).shape()));
            default -> NONE;
        };
    }

    private int leaf(Expr expr) {
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).contains(expr)) {
                return number(i, expr, List.of());
            }
        }
        return NONE;
    }

    private int binary(BinaryOp op, Expr expr) {
        Object[] from = new Object[2];
        for (int i = 0; i < 2; i++) {
            Expr operand = expr.operand(i);
            boolean shared = isShared(operand);
            if (!shared
                    && (form(operand) == NONE
                            || !operand.shape().axis(-1).equals(expr.shape().axis(-1)))) {
                return NONE;
            }
            from[i] = shared ? operand : form(operand);
        }
        return number(op, expr, List.of(from));
    }

    private int number(Object operation, Expr expr, List<Object> from) {
        return known.computeIfAbsent(new Form(operation, expr.shape(), from), form -> known.size());
    }
}
