package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Pad;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Pad} with zeros: of features, or of steps before a convolution. */
final class PadReader implements NodeReader {
    @Override
    public List<Value> read(Operands operands) {
        Flow x = operands.flow(0);
        boolean zeros = operands.node().text("mode", "constant").equals("constant")
                && (!operands.has(2) || operands.known(2, "value").single() == 0);
        if (!zeros) {
            throw new UnsupportedPartException("only padding with zeros is supported");
        }
        if (operands.value(1) instanceof Value.Sizes amounts) {
            return List.of(filled(operands, x, amounts.sizes()));
        }
        long[] pads = operands.integers(1, "pads")
                .orElseThrow(() -> new UnsupportedPartException("its amounts of padding are missing"));
        int[] places = operands.has(3)
                ? Arrays.stream(operands.known(3, "axes").longs())
                        .mapToInt(x::index)
                        .toArray()
                : IntStream.range(0, x.rank()).toArray();
        if (pads.length != 2 * places.length) {
            throw new UnsupportedPartException(
                    "it must have " + 2 * places.length + " amounts of padding, but has " + pads.length);
        }
        Flow features = x;
        int[] steps = new int[2];
        for (int i = 0; i < places.length; i++) {
            int before = amount(pads[i]);
            int after = amount(pads[places.length + i]);
            List<Dim> axis = x.axes().get(places[i]);
            if (before + after == 0) {
                continue;
            }
            if (axis.size() == 1 && InputAxes.isOpen(axis.getFirst())) {
                operands.tracer().axes().require(x, places[i], Dim.TIME, "a padded sequence");
            }
            if (axis.equals(List.of(Dim.TIME))) {
                steps = new int[] {before, after};
            } else {
                features = padded(operands, features, places[i], before, after);
            }
        }
        return List.of(steps[0] + steps[1] == 0 ? features : new Padded(features, steps[0], steps[1], null));
    }

    /** Pads a sequence shortened by a convolution with zeros, back to its original number of steps. */
    private static Flow filled(Operands operands, Flow x, List<Size> amounts) {
        int rank = x.rank();
        for (int i = 0; i < amounts.size(); i++) {
            Size amount = amounts.get(i);
            boolean behind = i >= rank && x.axes().get(i - rank).equals(amount.symbols());
            if (amounts.size() != 2 * rank || amount.factor() != 0 || !(amount.isNumber() || behind)) {
                throw new UnsupportedPartException("its amounts of padding depend on the sizes of the inputs");
            }
        }
        Expr lengths = new TimeSteps(operands.tracer()).lengths(x.expr());
        Expr mask = Exprs.validSteps(lengths);
        List<Dim> dims = new ArrayList<>(List.of(Dim.TIME, Dim.BATCH));
        while (dims.size() < x.expr().shape().rank()) {
            dims.add(Dim.of(1));
        }
        Expr kept = Exprs.select(Flow.reshaped(mask, new Dims(dims)), x.expr(), Exprs.constant(0));
        operands.tracer().steps().noteWhole(kept);
        return x.with(kept);
    }

    private static int amount(long pad) {
        if (pad < 0 || pad > Short.MAX_VALUE) {
            throw new UnsupportedPartException(
                    "an amount of padding must be from 0 to " + Short.MAX_VALUE + ", but is " + pad);
        }
        return (int) pad;
    }

    private static Flow padded(Operands operands, Flow x, int axis, int before, int after) {
        int size = operands.tracer().axes().fixed(x, axis);
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        Flow there = x;
        if (axes.get(axis).isEmpty()) {
            // Axes of size 1 are omitted here, but padding would need one.
            throw new UnsupportedPartException("an axis of size 1 is not padded here");
        }
        axes.set(axis, Flow.axis(before + size + after));
        Expr y = Expr.of(new Pad(there.fromLast(axis), before, after), there.expr());
        return there.with(Flow.reshaped(y, Flow.canonical(axes)), axes);
    }
}
