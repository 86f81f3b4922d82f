package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Conv} over time that keeps the number of steps: stride 1, and padding that makes up for the kernel. What it reads of
 * earlier steps is a state like that of a recurrent layer, so a convolution that looks only back can go on where it stopped.
 */
final class ConvolutionReader implements NodeReader {
    /** Steps that one kernel may span: each is a state. */
    private static final int MOST_TAPS = 256;

    private static final String REMEDY = "only convolutions over time that give as many steps as they read are taken";

    @Override
    public List<Value> read(Operands operands) {
        Flow x = operands.flow(0);
        Value.Known weights = operands.known(1, "weights");
        Array64 w = weights.array();
        if (w.rank() != 3 || x.rank() != 3) {
            throw new UnsupportedPartException(
                    "it must be one-dimensional, but its weights have " + w.rank() + " axes", REMEDY);
        }
        operands.tracer().axes().require(x, 2, Dim.TIME, "a convolved sequence");
        operands.tracer().axes().require(x, 0, Dim.BATCH, "a convolved sequence");
        int channels = operands.tracer().axes().fixed(x, 1);
        int groups = (int) operands.node().integer("group", 1);
        if (groups < 1 || channels % groups != 0 || w.size(0) % groups != 0 || w.size(1) * groups != channels) {
            throw new UnsupportedPartException("weights " + Arrays.toString(w.sizes()) + " in " + groups
                    + " groups do not fit " + channels + " features");
        }
        int[] offsets = offsets(operands.node(), w.size(2));
        Expr valid = Exprs.validSteps(new TimeSteps(operands.tracer()).lengths());
        Expr rows = Exprs.select(valid, x.rows(channels), Exprs.constant(0));
        DelayLine line = new DelayLine(operands.tracer(), rows, valid, x.reversed());
        List<Expr> taps = line.at(offsets);
        Expr matrix = operands.tracer().parameter(weights, ParameterSpec.Role.INPUT_WEIGHT);
        Expr y = product(taps, matrix, w, groups);
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(1, Flow.axis(w.size(0)));
        Flow result = new Flow(Flow.reshaped(y, Flow.canonical(axes)), axes, x.reversed(), false);
        if (!operands.has(2)) {
            return List.of(result);
        }
        Flow bias = operands.flow(2, ParameterSpec.Role.BIAS);
        return List.of(Elementwise.apply(result, ProductReaders.channels(bias, 3), Expr::add));
    }

    /** {@code [T, B, C]} for each tap and weights {@code [N, C / groups, K]} to {@code [T, B, N]}. */
    private static Expr product(List<Expr> taps, Expr matrix, Array64 w, int groups) {
        int inner = w.size(1);
        int outer = w.size(0) / groups;
        List<Expr> parts = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            List<Expr> columns = new ArrayList<>();
            for (Expr tap : taps) {
                Expr part = groups == 1 ? tap : tap.slice(-1, group * inner, (group + 1) * inner);
                columns.add(part.reshape(Dims.of(Dim.TIME, Dim.BATCH, inner, 1)));
            }
            Expr rows = Exprs.concat(-1, columns).reshape(Dims.of(Dim.TIME, Dim.BATCH, inner * taps.size()));
            Expr flat = matrix.reshape(Dims.of(w.size(0), inner * taps.size()));
            Expr own = groups == 1 ? flat : flat.slice(-2, group * outer, (group + 1) * outer);
            parts.add(rows.matmulTransposed(own));
        }
        return Exprs.concat(-1, parts);
    }

    /** How many steps later each element of the kernel reads. */
    private static int[] offsets(FileNode node, int kernel) {
        long stride = first(node, "strides", 1);
        long dilation = first(node, "dilations", 1);
        long span = dilation * (kernel - 1L);
        if (stride != 1) {
            throw new UnsupportedPartException("its stride must be 1, but is " + stride, REMEDY);
        }
        if (kernel < 1 || dilation < 1 || span >= MOST_TAPS) {
            throw new UnsupportedPartException(
                    "its kernel must span at most " + MOST_TAPS + " steps, but spans " + (span + 1));
        }
        long[] pads = node.integers("pads").orElse(new long[] {0, 0});
        long before = switch (node.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> span / 2;
            case "SAME_LOWER" -> span - span / 2;
            case "NOTSET" -> {
                if (pads.length != 2 || pads[0] < 0 || pads[1] < 0 || pads[0] + pads[1] != span) {
                    throw new UnsupportedPartException(
                            "its padding " + Arrays.toString(pads) + " must be " + span + " steps together", REMEDY);
                }
                yield pads[0];
            }
            default -> throw new UnsupportedPartException("without padding it gives fewer steps than it reads", REMEDY);
        };
        int[] offsets = new int[kernel];
        Arrays.setAll(offsets, k -> (int) (k * dilation - before));
        return offsets;
    }

    private static long first(FileNode node, String attribute, long preset) {
        return node.integers(attribute)
                .filter(values -> values.length == 1)
                .map(values -> values[0])
                .orElse(preset);
    }
}
