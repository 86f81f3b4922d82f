package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reduce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums, means and maxima along an axis. */
final class ReductionReaders {
    private ReductionReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("ReduceMean", operands -> reduce(operands, Reduce.Kind.MEAN));
        table.put("ReduceSum", operands -> reduce(operands, Reduce.Kind.SUM));
        table.put("ReduceMax", operands -> reduce(operands, Reduce.Kind.MAX));
        table.put("GlobalAveragePool", operands -> pooled(operands, Reduce.Kind.MEAN));
        table.put("GlobalMaxPool", operands -> pooled(operands, Reduce.Kind.MAX));
        table.put("ReduceProd", ReductionReaders::product);
    }

    private static List<Value> reduce(Operands operands, Reduce.Kind kind) {
        Flow x = operands.flow(0);
        boolean keep = operands.node().integer("keepdims", 1) != 0;
        long[] given = operands.integers(1, "axes")
                .filter(axes -> axes.length > 0)
                .orElseGet(() -> IntStream.range(0, x.rank()).asLongStream().toArray());
        if (operands.node().integer("noop_with_empty_axes", 0) == 1
                && operands.integers(1, "axes").isEmpty()) {
            return List.of(x);
        }
        int[] places = Arrays.stream(given).mapToInt(x::index).sorted().toArray();
        Flow result = x;
        for (int i = places.length - 1; i >= 0; i--) {
            result = along(operands, result, places[i], kind, keep);
        }
        return List.of(result);
    }

    /** Reduces all axes after the features, which are axis 1 of the file. */
    private static List<Value> pooled(Operands operands, Reduce.Kind kind) {
        Flow result = operands.flow(0);
        for (int axis = result.rank() - 1; axis >= 2; axis--) {
            result = along(operands, result, axis, kind, true);
        }
        return List.of(result);
    }

    /** Reduces one axis of the file. */
    static Flow along(Operands operands, Flow x, int axis, Reduce.Kind kind, boolean keep) {
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        if (keep) {
            axes.set(axis, List.of());
        } else {
            axes.remove(axis);
        }
        List<Dim> found = x.axes().get(axis);
        if (found.isEmpty()) {
            return x.as(axes).asWhole(x.whole());
        }
        if (found.equals(List.of(Dim.TIME))) {
            TimeSteps steps = new TimeSteps(operands.tracer());
            return switch (kind) {
                case SUM -> steps.sum(x, axes).asWhole(x.whole());
                case MEAN -> steps.mean(x, axes);
                case MAX -> steps.largest(x, axes);
            };
        }
        if (found.size() == 1 && InputAxes.isOpen(found.getFirst())) {
            return provisional(x, axis, kind, axes);
        }
        operands.tracer().axes().fixed(x, axis);
        Expr reduced = Expr.of(new Reduce(kind, x.fromLast(axis), false), x.expr());
        return x.with(Flow.reshaped(reduced, Flow.canonical(axes)), axes);
    }

    /**
     * Reduces an axis that no node has identified yet: it is identified later, and the file is read again. If it never
     * is, it is the batch, or has the size in the file.
     */
    private static Flow provisional(Flow x, int axis, Reduce.Kind kind, List<List<Dim>> axes) {
        Dim open = x.axes().get(axis).getFirst();
        int place = x.expr().shape().axes().indexOf(open);
        Expr reduced = Expr.of(new Reduce(kind, place - x.expr().shape().rank(), false), x.expr());
        return x.with(Flow.reshaped(reduced, Flow.canonical(axes)), axes);
    }

    private static List<Value> product(Operands operands) {
        if (operands.value(0) instanceof Value.Known known) {
            double product = Arrays.stream(known.array().data()).reduce(1, (a, b) -> a * b);
            boolean keep = operands.node().integer("keepdims", 1) != 0;
            int[] sizes = new int[keep ? known.array().rank() : 0];
            Arrays.fill(sizes, 1);
            return List.of(new Value.Known(
                    operands.node().output(0), new Array64(sizes, new double[] {product}), known.whole()));
        }
        Size product = ShapingReaders.sizes(operands.value(0)).stream().reduce(Size.of(1), Size::times);
        return List.of(new Value.Sizes(List.of(product), operands.node().integer("keepdims", 1) == 0));
    }
}
