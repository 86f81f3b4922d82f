package dev.sluice.export.importer.read;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes reshapes where possible by computing the value in the wanted shape in the first place. The step of a loop may
 * not contain any, and fewer nodes are faster elsewhere.
 */
final class Reshapes {
    /** Limit on the search depth, against hostile files. */
    private static final int DEPTH = 64;

    private final Map<Wanted, Optional<Expr>> known = new HashMap<>();

    private record Wanted(Expr expr, Dims target) {}

    private Reshapes() {}

    /** The value in the target's shape; empty if that needs a reshape. */
    static Optional<Expr> pushed(Expr expr, Dims target) {
        return new Reshapes().pushed(expr, target, DEPTH);
    }

    private Optional<Expr> pushed(Expr expr, Dims target, int depth) {
        Wanted wanted = new Wanted(expr, target);
        Optional<Expr> found = known.get(wanted);
        if (found == null) {
            found = search(expr, target, depth);
            known.put(wanted, found);
        }
        return found;
    }

    private Optional<Expr> search(Expr expr, Dims target, int depth) {
        if (expr.shape().equals(target)) {
            return Optional.of(expr);
        }
        if (depth == 0) {
            return Optional.empty();
        }
        return switch (expr.op()) {
            case Reshape reshape -> pushed(expr.operand(0), target, depth - 1);
            case BroadcastTo broadcast
            when expr.operand(0).shape().rank() == 0 -> Optional.of(Expr.of(new BroadcastTo(target), expr.operand(0)));
            case UnaryOp function ->
                pushed(expr.operand(0), target, depth - 1).map(operand -> Expr.of(function, operand));
            case BinaryOp function -> all(expr, target, depth);
            case Reduce reduce when !reduce.keep() -> kept(expr, reduce, target);
            case Select select -> all(expr, target, depth);
            case Slice slice when isFlat(target) -> slice(expr, slice, target, depth);
            case Concat concat when isFlat(target) -> concat(expr, concat, depth);
            default -> Optional.empty();
        };
    }

    private Optional<Expr> all(Expr expr, Dims target, int depth) {
        List<Expr> operands = new ArrayList<>();
        for (int i = 0; i < expr.operands().size(); i++) {
            Optional<Expr> operand = operand(expr, i, target, depth);
            if (operand.isEmpty()) {
                return operand;
            }
            operands.add(operand.get());
        }
        return Optional.of(Expr.of(expr.op(), operands));
    }

    /** The reduction with its axis kept as size 1. */
    private static Optional<Expr> kept(Expr expr, Reduce reduce, Dims target) {
        Expr operand = expr.operand(0);
        boolean last = target.rank() > 0 && target.axis(-1).equals(Dim.of(1));
        if (last && reduce.axis() == -1 && target.rank() == operand.shape().rank()) {
            return Optional.of(Expr.of(new Reduce(reduce.kind(), -1, true), operand));
        }
        return Optional.empty();
    }

    private Optional<Expr> operand(Expr expr, int index, Dims target, int depth) {
        Expr operand = expr.operand(index);
        if (operand.shape().rank() == 0) {
            return Optional.of(operand);
        }
        return operand.shape().equals(expr.shape()) ? pushed(operand, target, depth - 1) : Optional.empty();
    }

    /** A slice along the first feature axis, as a slice of the flattened row. */
    private Optional<Expr> slice(Expr expr, Slice slice, Dims target, int depth) {
        int fixed = fixed(expr.shape());
        if (slice.axis() != -fixed) {
            return Optional.empty();
        }
        int inner = target.fixed(-1) / (slice.to() - slice.from());
        Dims whole = target.with(-1, Dim.of(inner * expr.operand(0).shape().fixed(slice.axis())));
        return pushed(expr.operand(0), whole, depth - 1)
                .map(flat -> part(flat, slice.from() * inner, slice.to() * inner));
    }

    /** A slice of a row of features; of a concatenation, the matching parts. */
    private static Expr part(Expr row, int from, int to) {
        if (row.op() instanceof Concat concat && concat.axis() == -1) {
            int at = 0;
            for (Expr operand : row.operands()) {
                int size = operand.shape().fixed(-1);
                if (at == from && at + size == to) {
                    return operand;
                }
                at += size;
            }
        }
        return row.slice(-1, from, to);
    }

    private Optional<Expr> concat(Expr expr, Concat concat, int depth) {
        if (concat.axis() != -fixed(expr.shape())) {
            return Optional.empty();
        }
        List<Optional<Expr>> parts = expr.operands().stream()
                .map(part -> pushed(part, flat(part.shape()), depth - 1))
                .toList();
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(Exprs.concat(
                        -1, parts.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }

    private static Dims flat(Dims dims) {
        int features = 1;
        for (Dim dim : dims.axes()) {
            features *= dim instanceof Dim.Fixed(int size) ? size : 1;
        }
        List<Dim> named = dims.axes().subList(0, dims.rank() - fixed(dims));
        Dims flat = Dims.of(features);
        for (Dim dim : named.reversed()) {
            flat = flat.prepend(dim);
        }
        return flat;
    }

    private static boolean isFlat(Dims dims) {
        return fixed(dims) == 1;
    }

    private static int fixed(Dims dims) {
        return (int) dims.axes().stream().filter(Dim.Fixed.class::isInstance).count();
    }
}
