package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Transpose;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Nodes that change the order or number of axes but no element. */
final class ShapingReaders {
    private static final int BOOL = 9;

    private ShapingReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Identity", operands -> List.of(operands.value(0)));
        // In inference a dropout is the identity, but its mask output is not.
        table.put("Dropout", operands -> List.of(operands.value(0)));
        table.put("Cast", ShapingReaders::cast);
        table.put("Transpose", ShapingReaders::transpose);
        table.put("Reshape", ShapingReaders::reshape);
        table.put("Flatten", ShapingReaders::flatten);
        table.put("Squeeze", ShapingReaders::squeeze);
        table.put("Unsqueeze", ShapingReaders::unsqueeze);
        table.put("Concat", ShapingReaders::concat);
        table.put("Expand", operands -> List.of(expanded(operands, sizes(operands.value(1)))));
        table.put("Tile", ShapingReaders::tile);
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

    private static List<Value> concat(Operands operands) {
        if (operands.allKnown()) {
            List<Array64> parts = IntStream.range(0, operands.count())
                    .mapToObj(i -> operands.known(i, "part").array())
                    .toList();
            long axis = operands.node().integer("axis", 1);
            int rank = parts.getFirst().rank();
            int place = Flow.index(axis, rank);
            boolean whole = operands.known(0, "part").whole();
            return List.of(new Value.Known(operands.node().output(0), KnownMath.concat(parts, place), whole));
        }
        if (IntStream.range(0, operands.count()).noneMatch(i -> operands.value(i) instanceof Flow)) {
            List<Size> all = IntStream.range(0, operands.count())
                    .mapToObj(i -> sizes(operands.value(i)))
                    .flatMap(List::stream)
                    .toList();
            return List.of(new Value.Sizes(all, false));
        }
        List<Flow> parts =
                IntStream.range(0, operands.count()).mapToObj(operands::flow).toList();
        Optional<Value> begun = Padded.begun(parts, operands);
        if (begun.isPresent()) {
            return List.of(begun.get());
        }
        return List.of(joined(
                parts,
                parts.getFirst().index(operands.node().integer("axis", 1)),
                operands.tracer().axes()));
    }

    /** Concatenates values along an axis of the file. */
    static Flow joined(List<Flow> parts, int axis, InputAxes axes) {
        Flow first = parts.getFirst();
        int total = 0;
        for (Flow part : parts) {
            if (part.rank() != first.rank() || part.reversed() != first.reversed()) {
                throw new UnsupportedPartException(
                        "values with different orders of axes or steps cannot be concatenated");
            }
            total += axes.fixed(part, axis);
        }
        List<List<Dim>> result = new ArrayList<>(first.axes());
        for (Flow part : parts) {
            for (int i = 0; i < first.rank(); i++) {
                if (i != axis && !part.axes().get(i).equals(result.get(i))) {
                    Elementwise.learn(part.axes().get(i), result.get(i));
                    if (!part.axes().get(i).isEmpty() && !result.get(i).isEmpty()) {
                        throw new UnsupportedPartException(
                                "axis " + i + " must be equal to be joined, but the values are " + first.describe()
                                        + " and " + part.describe());
                    }
                }
            }
        }
        result.set(axis, Flow.axis(total));
        List<Expr> exprs = new ArrayList<>();
        int fromLast = first.fromLast(axis);
        for (Flow part : parts) {
            List<Dim> dims = new ArrayList<>(part.expr().shape().axes());
            if (part.axes().get(axis).isEmpty()) {
                dims.add(dims.size() + fromLast + 1, Dim.of(1));
            }
            exprs.add(part.stretched(new Dims(dims)));
        }
        Expr whole = Exprs.concat(fromLast, exprs);
        return new Flow(Flow.reshaped(whole, Flow.canonical(result)), result, first.reversed(), first.whole());
    }

    /** Repeats along axes of size 1, which is an expand. */
    private static List<Value> tile(Operands operands) {
        List<Size> repeats = sizes(operands.value(1));
        List<Size> own = operands.value(0) instanceof Value.Known known
                ? Arrays.stream(known.array().sizes()).mapToObj(Size::of).toList()
                : operands.flow(0).axes().stream().map(Size::of).toList();
        if (own.size() != repeats.size()) {
            throw new UnsupportedPartException(
                    "it must repeat each of " + own.size() + " axes, but repeats " + repeats.size());
        }
        List<Size> target = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            Size size = own.get(i);
            if (!isOne(size) && !isOne(repeats.get(i))) {
                throw new UnsupportedPartException("only axes of size 1 can be repeated");
            }
            target.add(isOne(size) ? repeats.get(i) : size);
        }
        return List.of(expanded(operands, target));
    }

    private static boolean isOne(Size size) {
        return size.isNumber() && size.factor() == 1;
    }

    private static Value expanded(Operands operands, List<Size> target) {
        if (operands.value(0) instanceof Value.Known known && target.stream().allMatch(Size::isNumber)) {
            int rank = Math.max(target.size(), known.array().rank());
            long[] sizes = new long[rank];
            for (int i = 1; i <= rank; i++) {
                long wanted = i <= target.size() ? target.get(target.size() - i).factor() : 1;
                long own = i <= known.array().rank() ? known.array().size(-i) : 1;
                sizes[rank - i] = wanted == 1 ? own : wanted;
            }
            return new Value.Known(
                    operands.node().output(0),
                    KnownMath.broadcast(known.array(), KnownMath.sizes(sizes)),
                    known.whole());
        }
        Flow x = uniform(operands, target);
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        while (axes.size() < target.size()) {
            axes.addFirst(List.of());
        }
        for (int i = 1; i <= target.size(); i++) {
            Size size = target.get(target.size() - i);
            List<Dim> own = axes.get(axes.size() - i);
            if (own.isEmpty()) {
                axes.set(
                        axes.size() - i,
                        size.isNumber() && size.factor() <= Integer.MAX_VALUE && size.factor() > 1
                                ? operands.tracer()
                                        .axes()
                                        .repeated(operands.node().output(0) + "#-" + i, (int) size.factor())
                                : SizeReaders.axis(size));
            } else if (!Size.of(own).equals(size) && !isOne(size)) {
                throw new UnsupportedPartException("an axis of " + x.describe() + " cannot be expanded");
            }
        }
        Expr expr = Expr.of(new BroadcastTo(Flow.canonical(axes)), Elementwise.aligned(x, axes));
        return x.with(expr, axes);
    }

    /** A one-element state stored for a fixed batch, broadcast to any batch. */
    private static Flow uniform(Operands operands, List<Size> target) {
        if (operands.value(0) instanceof Value.Known known
                && known.array().rank() <= target.size()
                && Arrays.stream(known.array().data()).distinct().count() == 1) {
            return Flow.number(known.array().data()[0]);
        }
        return operands.flow(0);
    }
}
