package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Conv} along time and one axis of fixed size, such as the frequencies of a spectrogram: along time it is read
 * like any other, followed by a product with the same weights at each position on the fixed axis.
 */
final class ImageConvolution {
    private static final int MOST_PLACES = 512;

    private ImageConvolution() {}

    static List<Value> read(Operands operands, Value.Known weights) {
        Array64 w = weights.array();
        MovedKernel moved = MovedKernel.of(operands, w.rank()).withoutPast();
        Flow x = moved.sequence();
        InputAxes inputAxes = operands.tracer().axes();
        int channels = inputAxes.fixed(x, 1);
        int width = inputAxes.fixed(x, moved.beside());
        if (ConvolutionReader.groups(operands, w, channels) != 1) {
            throw new UnsupportedPartException("groups along two axes are not supported");
        }
        KernelAxis time = KernelAxis.of(
                operands.node(), w.size(moved.time()), moved.time() - 2, 2, moved.before(), moved.after());
        KernelAxis beside = KernelAxis.of(operands.node(), w.size(moved.beside()), moved.beside() - 2, 2, 0, 0);
        Expr stored = operands.tracer().parameter(weights, ParameterSpec.Role.INPUT_WEIGHT);
        Expr timeLast = moved.time() == 2 ? stored.transpose() : stored;
        int inner = w.size(1) * w.size(2) * w.size(3);
        Expr matrix = timeLast.reshape(Dims.of(w.size(0), inner));
        Expr rows = x.rows(channels * width);
        Expr lengths = new TimeSteps(operands.tracer()).lengths(rows);
        int places = beside.places(width);
        Expr y = time.overTime(lengths, forward(x), convolution -> {
            Expr read =
                    convolution.read(rows, lengths).reshape(Dims.of(Dim.TIME, Dim.BATCH, channels, width, time.size()));
            return windows(read, beside, width, inner).matmulTransposed(matrix);
        });
        operands.tracer().steps().note(y, time.counted());
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(1, Flow.axis(w.size(0)));
        axes.set(moved.beside(), Flow.axis(places));
        Flow result = Flow.of(Flow.reshaped(y.transpose(), Flow.canonical(axes)), axes);
        return List.of(ConvolutionReader.biased(operands, result));
    }

    private static boolean forward(Flow x) {
        if (x.reversed()) {
            throw new UnsupportedPartException(
                    "a convolution along two axes over steps in reverse order is not supported");
        }
        return false;
    }

    /**
     * Gathers the kernel's input at each position of the fixed axis, {@code [T, B, places, inner]}, from {@code [T, B, C,
     * width, K]}.
     */
    private static Expr windows(Expr read, KernelAxis kernel, int width, int inner) {
        int[] padding = kernel.padding(width);
        int places = kernel.places(width);
        if (places < 1 || places > MOST_PLACES) {
            throw new UnsupportedPartException(
                    "a kernel must have 1 to " + MOST_PLACES + " places on an axis of fixed size, but has " + places);
        }
        Expr padded = padding[0] + padding[1] == 0 ? read : Expr.of(new Pad(-2, padding[0], padding[1]), read);
        List<Expr> windows = new ArrayList<>();
        for (int place = 0; place < places; place++) {
            List<Expr> taps = new ArrayList<>();
            for (int k = 0; k < kernel.size(); k++) {
                int at = place * kernel.stride() + k * kernel.dilation();
                taps.add(padded.slice(-2, at, at + 1));
            }
            windows.add(Exprs.concat(-2, taps).reshape(Dims.of(Dim.TIME, Dim.BATCH, 1, inner)));
        }
        return Exprs.concat(-2, windows);
    }
}
