package dev.sluice.export.lowering;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sums that take fewer nodes than their parts: a product and what is added to it are one {@code Gemm}, and
 * {@code (1-f) ⊙ a + f ⊙ b}, with which most gated cells end, is {@code a + f ⊙ (b-a)}. In the body of a loop each node costs
 * time at each step. Parts that something else needs as well stay as they are.
 */
final class Sums {
    private final Map<Expr, Integer> uses = new HashMap<>();

    /** Takes notice of the values of a graph or of a step, before they are lowered. */
    void count(Collection<Expr> roots) {
        roots.forEach(root -> uses.merge(root, 1, Integer::sum));
        for (Expr expr : Graph.topological(roots)) {
            expr.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
        }
    }

    /** The sum in fewer nodes; empty if the expression is no such sum. */
    Optional<OnnxValue> lower(Expr expr, Scope scope, GraphLowering graph) {
        if (expr.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        Expr a = expr.operand(0);
        Expr b = expr.operand(1);
        return between(a, b, scope, graph)
                .or(() -> between(b, a, scope, graph))
                .or(() -> productAnd(expr, a, b, scope, graph))
                .or(() -> productAnd(expr, b, a, scope, graph));
    }

    /** Whether one place alone needs a value. */
    boolean isUsedOnce(Expr expr) {
        return uses.getOrDefault(expr, 0) == 1;
    }

    private static OnnxValue number(Expr expr, Scope scope, GraphLowering graph) {
        graph.results(expr, scope);
        return scope.number(expr);
    }

    /** {@code x Wᵀ + rest}. */
    private Optional<OnnxValue> productAnd(Expr sum, Expr product, Expr rest, Scope scope, GraphLowering graph) {
        boolean fits = product.op() instanceof MatMul matMul
                && !matMul.transposeLeft()
                && matMul.transposeRight()
                && product.operand(0).shape().rank() == 2
                && product.operand(1).shape().rank() == 2
                && product.shape().equals(sum.shape())
                && isUsedOnce(product)
                && !scope.knows(product);
        if (!fits) {
            return Optional.empty();
        }
        OnnxValue added = number(rest, scope, graph);
        OnnxValue x = number(product.operand(0), scope, graph);
        return Optional.of(scope.math().dense(x, number(product.operand(1), scope, graph), added));
    }

    /** {@code (1-f) ⊙ a + f ⊙ b}, its parts in any order. */
    private Optional<OnnxValue> between(Expr left, Expr right, Scope scope, GraphLowering graph) {
        if (left.op() != BinaryOp.MUL || right.op() != BinaryOp.MUL || !isUsedOnce(left) || !isUsedOnce(right)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Expr rest = left.operand(i);
            Expr a = left.operand(1 - i);
            if (isOneMinus(rest) && isUsedOnce(rest)) {
                for (int j = 0; j < 2; j++) {
                    Expr b = right.operand(1 - j);
                    boolean sameShape = a.shape().equals(b.shape()) && a.shape().equals(rest.shape());
                    if (right.operand(j).equals(rest.operand(1)) && sameShape) {
                        return Optional.of(interpolated(rest.operand(1), a, b, scope, graph));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOneMinus(Expr expr) {
        return expr.op() == BinaryOp.SUB && expr.operand(0).op() instanceof Constant constant && constant.value() == 1;
    }

    private static OnnxValue interpolated(Expr share, Expr a, Expr b, Scope scope, GraphLowering graph) {
        OnnxValue from = number(a, scope, graph);
        OnnxValue way = scope.math().sub(number(b, scope, graph), from);
        return scope.math().add(from, scope.math().mul(number(share, scope, graph), way));
    }
}
