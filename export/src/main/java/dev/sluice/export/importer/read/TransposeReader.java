package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Transpose;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Nodes that change the order of axes. */
final class TransposeReader {
    private TransposeReader() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Transpose", TransposeReader::transpose);
    }

    private static List<Value> transpose(Operands operands) {
        if (operands.value(0) instanceof Value.Known known) {
            int[] order = order(operands, known.array().rank());
            return List.of(new Value.Known(
                    operands.node().output(0), KnownMath.transpose(known.array(), order), known.whole()));
        }
        if (operands.value(0) instanceof Padded padded) {
            int[] order = order(operands, padded.sequence().rank());
            return List.of(padded.with(transposed(padded.sequence(), order)));
        }
        Flow x = operands.flow(0);
        return List.of(transposed(x, order(operands, x.rank())));
    }

    private static int[] order(Operands operands, int rank) {
        long[] preset = LongStream.range(0, rank).map(i -> rank - 1 - i).toArray();
        int[] order = Arrays.stream(operands.node().integers("perm").orElse(preset))
                .mapToInt(i -> (int) i)
                .toArray();
        int[] sorted = Arrays.stream(order).sorted().toArray();
        if (!Arrays.equals(sorted, IntStream.range(0, rank).toArray())) {
            throw new UnsupportedPartException(
                    "perm must name each of " + rank + " axes once, but is " + Arrays.toString(order));
        }
        return order;
    }

    /** A flow with its axes in another order. */
    static Flow transposed(Flow x, int... order) {
        List<List<Dim>> axes = new ArrayList<>();
        List<Integer> fixed = new ArrayList<>();
        for (int axis : order) {
            axes.add(x.axes().get(axis));
            if (x.axes().get(axis).stream().anyMatch(Dim.Fixed.class::isInstance)) {
                fixed.add(axis);
            }
        }
        return x.with(rotated(x.expr(), fixed), axes);
    }

    /** Permutes the fixed axes by swaps of two blocks at the end. */
    private static Expr rotated(Expr expr, List<Integer> wanted) {
        List<Integer> now = new ArrayList<>(wanted.stream().sorted().toList());
        Expr result = expr;
        int named = expr.shape().rank() - now.size();
        for (int place = 0; place < wanted.size(); place++) {
            int at = now.indexOf(wanted.get(place));
            if (at != place) {
                Dims shape = result.shape();
                List<Dim> prefix = shape.axes().subList(0, named + place);
                List<Dim> left = shape.axes().subList(named + place, named + at);
                List<Dim> right = shape.axes().subList(named + at, shape.rank());
                Expr blocks = Flow.reshaped(result, joined(prefix, List.of(product(left)), List.of(product(right))));
                result = Expr.of(new Transpose(), blocks).reshape(joined(prefix, right, left));
                List<Integer> moved = new ArrayList<>(now.subList(0, place));
                moved.addAll(now.subList(at, now.size()));
                moved.addAll(now.subList(place, at));
                now = moved;
            }
        }
        return result;
    }

    private static Dim product(List<Dim> dims) {
        return Dim.of(Math.toIntExact(Size.of(dims).factor()));
    }

    private static Dims joined(List<Dim> a, List<Dim> b, List<Dim> c) {
        List<Dim> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        return new Dims(all);
    }
}
