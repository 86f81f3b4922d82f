package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code MaxPool} and {@code AveragePool} over time, and along one axis of fixed size.
 *
 * @param kind maximum or mean
 */
record PoolReader(Reduce.Kind kind) implements NodeReader {
    @Override
    public List<Value> read(Operands operands) {
        long[] sizes = operands.node()
                .integers("kernel_shape")
                .orElseThrow(() -> new UnsupportedPartException("its kernel_shape is missing"));
        if (operands.node().proto().getOutputCount() > 1
                && !operands.node().output(1).isEmpty()) {
            throw new UnsupportedPartException("the indices of the maxima are not supported");
        }
        MovedKernel moved = MovedKernel.of(operands, sizes.length + 2).withoutPast();
        Flow x = moved.sequence();
        int channels = operands.tracer().axes().fixed(x, 1);
        Flow pooled = overTime(operands, moved, channels, sizes);
        return List.of(sizes.length == 1 ? pooled : beside(operands, pooled, moved, channels, sizes));
    }

    private Flow overTime(Operands operands, MovedKernel moved, int channels, long... sizes) {
        Flow x = moved.sequence();
        int axis = moved.time() - 2;
        KernelAxis kernel =
                KernelAxis.of(operands.node(), (int) sizes[axis], axis, sizes.length, moved.before(), moved.after());
        if (moved.before() + moved.after() > 0 && kind == Reduce.Kind.MAX) {
            throw new UnsupportedPartException("zero padding would count in the maximum, which is not supported");
        }
        boolean all = operands.node().integer("count_include_pad", 0) != 0;
        if (all && kernel.ceiling()) {
            throw new UnsupportedPartException(
                    "a mean that counts padding in a partly filled last position is not supported");
        }
        int width = sizes.length == 1 ? 1 : operands.tracer().axes().fixed(x, moved.beside());
        Expr rows = x.rows(channels * width);
        Expr lengths = new TimeSteps(operands.tracer()).lengths(rows);
        Expr y = kernel.overTime(
                lengths,
                x.reversed(),
                convolution -> kind == Reduce.Kind.MAX
                        ? convolution.largest(rows, lengths)
                        : convolution.mean(rows, lengths, all || moved.before() + moved.after() > 0));
        operands.tracer().steps().note(y, kernel.counted());
        return new Flow(Flow.reshaped(y, x.expr().shape()), x.axes(), x.reversed(), false);
    }

    private Flow beside(Operands operands, Flow x, MovedKernel moved, int channels, long... sizes) {
        int axis = moved.beside() - 2;
        KernelAxis kernel = KernelAxis.of(operands.node(), (int) sizes[axis], axis, 2, 0, 0);
        int width = operands.tracer().axes().fixed(x, moved.beside());
        int[] padding = kernel.padding(width);
        Expr rows = Flow.reshaped(x.expr(), Dims.of(Dim.TIME, Dim.BATCH, channels, width));
        if (padding[0] + padding[1] > 0 && kind != Reduce.Kind.MAX) {
            throw new UnsupportedPartException("a mean along an axis of fixed size is supported without padding only");
        }
        Expr lowest = Exprs.constant(-Float.MAX_VALUE);
        Expr padded = padding[0] + padding[1] == 0
                ? rows
                : Exprs.select(
                        Expr.of(new Pad(-1, padding[0], padding[1]), rows.mul(0).add(1)),
                        Expr.of(new Pad(-1, padding[0], padding[1]), rows),
                        lowest);
        List<Expr> places = new ArrayList<>();
        for (int place = 0; place < kernel.places(width); place++) {
            List<Expr> taps = new ArrayList<>();
            for (int k = 0; k < kernel.size(); k++) {
                int at = place * kernel.stride() + k * kernel.dilation();
                taps.add(padded.slice(-1, at, at + 1));
            }
            places.add(Expr.of(new Reduce(kind, -1, true), Exprs.concat(-1, taps)));
        }
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(moved.beside(), Flow.axis(places.size()));
        return new Flow(Flow.reshaped(Exprs.concat(-1, places), Flow.canonical(axes)), axes, x.reversed(), false);
    }
}
