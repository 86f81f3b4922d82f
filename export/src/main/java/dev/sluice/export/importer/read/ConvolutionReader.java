package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.TimeConvolution;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Conv} over time, with stride, dilation, padding and groups. A causal convolution that keeps the number of steps
 * has the preceding steps as a state, like a recurrent layer's, so a sequence can be continued.
 */
final class ConvolutionReader implements NodeReader {
    private static final int SEQUENCE = 3;

    @Override
    public List<Value> read(Operands operands) {
        Value.Known weights = operands.known(1, "weights");
        Array64 w = weights.array();
        if (w.rank() == SEQUENCE + 1) {
            return ImageConvolution.read(operands, weights);
        }
        MovedKernel moved = MovedKernel.of(operands, w.rank());
        Flow x = moved.sequence();
        int channels = operands.tracer().axes().fixed(x, 1);
        int groups = groups(operands, w, channels);
        KernelAxis kernel = KernelAxis.of(operands.node(), w.size(2), 0, 1, moved.before(), moved.after());
        Expr matrix = operands.tracer()
                .parameter(weights, ParameterSpec.Role.INPUT_WEIGHT)
                .reshape(Dims.of(w.size(0), w.size(1) * w.size(2)));
        Expr rows = x.rows(channels);
        Expr lengths = new TimeSteps(operands.tracer()).lengths(rows);
        Expr y = kernel.overTime(lengths, x.reversed(), convolution -> {
            Expr read = read(operands, convolution, rows, lengths, moved);
            return product(x.reversed() ? turned(read, w.size(2)) : read, matrix, w, groups);
        });
        operands.tracer().steps().note(y, kernel.counted());
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(1, Flow.axis(w.size(0)));
        Flow result = new Flow(Flow.reshaped(y, Flow.canonical(axes)), axes, x.reversed(), false);
        return List.of(biased(operands, result));
    }

    static Flow biased(Operands operands, Flow result) {
        if (!operands.has(2)) {
            return result;
        }
        Flow bias = operands.flow(2, ParameterSpec.Role.BIAS);
        return Elementwise.apply(result, ProductReaders.channels(bias, result.rank()), Expr::add);
    }

    static int groups(Operands operands, Array64 w, int channels) {
        int groups = (int) operands.node().integer("group", 1);
        if (groups < 1 || channels % groups != 0 || w.size(0) % groups != 0 || w.size(1) * groups != channels) {
            throw new UnsupportedPartException("weights " + Arrays.toString(w.sizes()) + " in " + groups
                    + " groups do not fit " + channels + " features");
        }
        return groups;
    }

    /** The kernel's input; for a continued sequence, preceded by its past steps. */
    private static Expr read(
            Operands operands, TimeConvolution convolution, Expr rows, Expr lengths, MovedKernel moved) {
        Expr past = moved.past();
        int lead = convolution.kernel().lead();
        boolean goesOn = convolution.kernel().looksBack()
                && lead > 0
                && !moved.sequence().reversed();
        if (!goesOn && past != null) {
            throw new UnsupportedPartException(
                    "steps before a sequence must be as many as its kernel looks back, which are "
                            + convolution.kernel().span());
        }
        if (!goesOn) {
            return convolution.read(rows, lengths);
        }
        Tracer tracer = operands.tracer();
        String name = "conv." + tracer.states().size() + ".x";
        Expr before = tracer.binding()
                .initial(name, Dims.of(Dim.BATCH, lead * rows.shape().fixed(-1)), past);
        tracer.state(name, convolution.after(rows, lengths, before));
        return RecurrentReader.isZero(before)
                ? convolution.read(rows, lengths)
                : convolution.read(rows, lengths, before);
    }

    /** Reverses the elements of each kernel. */
    private static Expr turned(Expr read, int size) {
        int features = read.shape().fixed(-1) / size;
        Expr apart = read.reshape(Dims.of(Dim.TIME, Dim.BATCH, features, size));
        List<Expr> columns = new ArrayList<>();
        for (int k = size - 1; k >= 0; k--) {
            columns.add(apart.slice(-1, k, k + 1));
        }
        return Exprs.concat(-1, columns).reshape(read.shape());
    }

    /** {@code [T, B, C · K]} and weights {@code [N, C / groups · K]} to {@code [T, B, N]}. */
    private static Expr product(Expr read, Expr matrix, Array64 w, int groups) {
        if (groups == 1) {
            return read.matmulTransposed(matrix);
        }
        int inner = w.size(1) * w.size(2);
        int outer = w.size(0) / groups;
        if (w.size(1) == 1 && outer == 1) {
            return read.reshape(Dims.of(Dim.TIME, Dim.BATCH, groups, inner))
                    .mul(matrix)
                    .sum(-1)
                    .reshape(Dims.of(Dim.TIME, Dim.BATCH, groups));
        }
        List<Expr> parts = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Expr own = matrix.slice(-2, group * outer, (group + 1) * outer);
            parts.add(read.slice(-1, group * inner, (group + 1) * inner).matmulTransposed(own));
        }
        return Exprs.concat(-1, parts);
    }
}
