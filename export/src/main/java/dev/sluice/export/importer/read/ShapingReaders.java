package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Nodes that change the number of axes, or the kind of numbers, but no element. */
final class ShapingReaders {
    private static final int BOOL = 9;

    private ShapingReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Identity", operands -> List.of(operands.value(0)));
        // In inference a dropout is the identity, but its mask output is not.
        table.put("Dropout", operands -> List.of(operands.value(0)));
        table.put("Cast", ShapingReaders::cast);
        table.put("Reshape", ShapingReaders::reshape);
        table.put("Flatten", ShapingReaders::flatten);
        table.put("Squeeze", ShapingReaders::squeeze);
        table.put("Unsqueeze", ShapingReaders::unsqueeze);
    }

    private static List<Value> cast(Operands operands) {
        long to = operands.node().integer("to", 1);
        boolean whole = to != 1 && to != 10 && to != 11 && to != 16;
        return List.of(
                switch (operands.value(0)) {
                    case Value.Known known -> {
                        Array64 x = known.array();
                        double[] values = x.data().clone();
                        if (whole) {
                            Arrays.setAll(
                                    values, i -> to == BOOL ? (values[i] == 0 ? 0 : 1) : (double) (long) values[i]);
                        }
                        yield new Value.Known(operands.node().output(0), new Array64(x.sizes(), values), whole);
                    }
                    case Flow flow -> {
                        if (to == BOOL && !flow.whole()) {
                            yield flow.with(Exprs.equal(flow.expr(), Exprs.constant(0))
                                            .oneMinus())
                                    .asWhole(true);
                        }
                        if (whole && !flow.whole() && !WholeNumbers.are(flow.expr())) {
                            yield flow.with(towardsZero(flow.expr())).asWhole(true);
                        }
                        yield flow.asWhole(whole);
                    }
                    default -> operands.value(0);
                });
    }

    /** Rounds toward zero, as the conversion of a real number to an integer does. */
    static Expr towardsZero(Expr x) {
        return Exprs.sign(x).mul(Exprs.floor(Exprs.abs(x)));
    }

    private static List<Value> reshape(Operands operands) {
        List<Size> target = sizes(operands.has(1) ? operands.value(1) : shapeAttribute(operands));
        boolean zeroIsZero = operands.node().integer("allowzero", 0) == 1;
        if (operands.value(0) instanceof Value.Known known && target.stream().allMatch(Size::isNumber)) {
            long[] sizes = resolved(known.array(), target, zeroIsZero);
            return List.of(
                    new Value.Known(operands.node().output(0), KnownMath.reshape(known.array(), sizes), known.whole()));
        }
        if (operands.value(0) instanceof Value.Sizes sizes) {
            return List.of(new Value.Sizes(sizes.sizes(), target.isEmpty()));
        }
        return List.of(reshaped(operands, operands.flow(0), target, zeroIsZero));
    }

    /** A reshape; if it needs time as a number, the steps become features. */
    private static Flow reshaped(Operands operands, Flow x, List<Size> target, boolean zeroIsZero) {
        boolean timeStays = target.stream().anyMatch(size -> size.symbols().contains(Dim.TIME));
        try {
            return Reshaping.of(x, target, zeroIsZero, operands.tracer());
        } catch (UnsupportedPartException e) {
            if (timeStays || !Window.isPossible(x, operands.tracer())) {
                throw e;
            }
            return Reshaping.of(Window.of(operands.tracer(), x), target, zeroIsZero, operands.tracer());
        }
    }

    private static Value shapeAttribute(Operands operands) {
        long[] shape = operands.node()
                .integers("shape")
                .orElseThrow(() -> new UnsupportedPartException("its shape is missing"));
        return new Value.Sizes(Arrays.stream(shape).mapToObj(Size::of).toList(), false);
    }

    private static long[] resolved(Array64 x, List<Size> target, boolean zeroIsZero) {
        long[] sizes = target.stream().mapToLong(Size::factor).toArray();
        long known = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 0 && !zeroIsZero) {
                sizes[i] = i < x.rank() ? x.size(i) : 0;
            }
            known *= sizes[i] == -1 ? 1 : sizes[i];
        }
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1) {
                sizes[i] = known == 0 ? 0 : x.data().length / known;
            }
        }
        return sizes;
    }

    /** Known numbers or computed sizes as sizes. */
    static List<Size> sizes(Value value) {
        return switch (value) {
            case Value.Known known ->
                Arrays.stream(known.longs()).mapToObj(Size::of).toList();
            case Value.Sizes sizes -> sizes.sizes();
            default -> throw new UnsupportedPartException("its shape depends on the values of the inputs");
        };
    }

    private static List<Value> flatten(Operands operands) {
        Flow x = operands.flow(0);
        long axis = operands.node().integer("axis", 1);
        // The split position may be after the last axis.
        int split = axis == x.rank() ? x.rank() : x.index(axis);
        if (split == 1
                && x.axes().subList(1, x.rank()).contains(List.of(Dim.TIME))
                && Window.isPossible(x, operands.tracer())) {
            x = Window.of(operands.tracer(), x);
        }
        List<Size> target = new ArrayList<>();
        for (List<List<Dim>> part : List.of(x.axes().subList(0, split), x.axes().subList(split, x.rank()))) {
            target.add(part.stream().map(Size::of).reduce(Size.of(1), Size::times));
        }
        return List.of(Reshaping.of(x, target, true, operands.tracer()));
    }

    private static List<Value> squeeze(Operands operands) {
        if (operands.value(0) instanceof Value.Sizes sizes) {
            return List.of(new Value.Sizes(sizes.sizes(), true));
        }
        if (operands.value(0) instanceof Value.Known known) {
            Array64 x = known.array();
            List<Long> kept = new ArrayList<>();
            long[] axes = operands.integers(1, "axes").orElse(null);
            for (int i = 0; i < x.rank(); i++) {
                int axis = i;
                boolean drop = axes == null
                        ? x.size(i) == 1
                        : Arrays.stream(axes).anyMatch(a -> (a < 0 ? a + x.rank() : a) == axis);
                if (!drop) {
                    kept.add((long) x.size(i));
                }
            }
            long[] sizes = kept.stream().mapToLong(Long::longValue).toArray();
            return List.of(new Value.Known(operands.node().output(0), KnownMath.reshape(x, sizes), known.whole()));
        }
        Flow x = operands.flow(0);
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        long[] given = operands.integers(1, "axes").orElse(null);
        if (given == null) {
            axes.removeIf(List::isEmpty);
            return List.of(x.as(axes));
        }
        int[] sorted = Arrays.stream(given).mapToInt(x::index).sorted().toArray();
        for (int i = sorted.length - 1; i >= 0; i--) {
            if (!axes.get(sorted[i]).isEmpty() && operands.tracer().axes().fixed(x, sorted[i]) != 1) {
                throw new UnsupportedPartException(
                        "axis " + sorted[i] + " of " + x.describe() + " must have size 1 to be removed");
            }
            axes.remove(sorted[i]);
        }
        return List.of(x.as(axes));
    }

    private static List<Value> unsqueeze(Operands operands) {
        if (operands.value(0) instanceof Value.Sizes sizes) {
            return List.of(new Value.Sizes(sizes.sizes(), false));
        }
        long[] given =
                operands.integers(1, "axes").orElseThrow(() -> new UnsupportedPartException("its axes are missing"));
        if (operands.value(0) instanceof Value.Known known) {
            List<Long> sizes = new ArrayList<>();
            for (int size : known.array().sizes()) {
                sizes.add((long) size);
            }
            for (int axis : places(given, sizes.size())) {
                sizes.add(axis, 1L);
            }
            long[] target = sizes.stream().mapToLong(Long::longValue).toArray();
            return List.of(new Value.Known(
                    operands.node().output(0), KnownMath.reshape(known.array(), target), known.whole()));
        }
        Flow x = operands.flow(0);
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        for (int axis : places(given, x.rank())) {
            axes.add(axis, List.of());
        }
        return List.of(x.as(axes));
    }

    private static int[] places(long[] given, int rank) {
        int total = rank + given.length;
        return Arrays.stream(given)
                .mapToInt(axis -> Flow.index(axis, total))
                .sorted()
                .toArray();
    }
}
