package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Slice;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lowers slices that cover a value without gaps to one {@code Split}. */
final class Splits {
    private final Map<Expr, List<Expr>> slices = new HashMap<>();

    /** Registers the values of a graph or of a step before they are lowered. */
    void count(List<Expr> expressions) {
        for (Expr expr : expressions) {
            if (expr.op() instanceof Slice slice && slice.axis() == -1) {
                slices.computeIfAbsent(expr.operand(0), whole -> new ArrayList<>())
                        .add(expr);
            }
        }
    }

    /** Lowers a slice; empty if the expression is not part of a split. */
    Optional<OnnxValue> lower(Expr expr, Scope scope, GraphLowering graph) {
        if (!(expr.op() instanceof Slice)) {
            return Optional.empty();
        }
        Expr whole = expr.operand(0);
        List<Expr> parts = parts(whole);
        if (parts.size() < 2 || !parts.contains(expr)) {
            return Optional.empty();
        }
        graph.results(whole, scope);
        long[] sizes = parts.stream().mapToLong(part -> part.shape().fixed(-1)).toArray();
        List<OnnxValue> values = scope.shaping().split(scope.number(whole), -1, sizes);
        for (int i = 0; i < sizes.length; i++) {
            scope.put(parts.get(i), values.get(i));
        }
        return Optional.of(values.get(parts.indexOf(expr)));
    }

    /** The slices that cover a value from its first element to its last; empty if they leave gaps or overlap. */
    private List<Expr> parts(Expr whole) {
        List<Expr> parts = new ArrayList<>(slices.getOrDefault(whole, List.of()));
        parts.sort(Comparator.comparingInt(part -> slice(part).from()));
        int end = 0;
        for (Expr part : parts) {
            if (slice(part).from() != end) {
                return List.of();
            }
            end = slice(part).to();
        }
        return !parts.isEmpty() && end == whole.shape().fixed(-1) ? parts : List.of();
    }

    private static Slice slice(Expr part) {
        return (Slice) part.op();
    }
}
