package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Nodes that concatenate or repeat values. */
final class JoiningReaders {
    private JoiningReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Concat", JoiningReaders::concat);
        table.put("Expand", operands -> List.of(expanded(operands, ShapingReaders.sizes(operands.value(1)))));
        table.put("Tile", JoiningReaders::tile);
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
                    .mapToObj(i -> ShapingReaders.sizes(operands.value(i)))
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
                    axes.settleOne(part.axes().get(i), first);
                    axes.settleOne(result.get(i), part);
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
        List<Size> repeats = ShapingReaders.sizes(operands.value(1));
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
