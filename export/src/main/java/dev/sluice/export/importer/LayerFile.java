package dev.sluice.export.importer;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Locale;

/**
 * Writes layers whose weights came without a graph as an ONNX model, layer by layer: from there on they are imported and proven
 * like any file. Batch first, as their own programs have it.
 */
final class LayerFile {
    private static final int OPSET = 17;

    private final OnnxModelBuilder builder;
    private OnnxValue x;

    /**
     * One direction's weights, gates in ONNX's order.
     *
     * @param w {@code [g·H, I]}
     * @param r {@code [g·H, H]}
     * @param b {@code [2·g·H]}
     */
    record Direction(Tensor w, Tensor r, Tensor b) {
        int hidden() {
            return r.shape().size(1);
        }
    }

    private LayerFile(OnnxModelBuilder builder, OnnxValue x) {
        this.builder = builder;
        this.x = x;
    }

    /** Begins with numbers, {@code [batch, time, features]}. */
    static LayerFile features(String program, int features) {
        OnnxModelBuilder builder = new OnnxModelBuilder(program, new OnnxOpset(OPSET)).producer(program, "");
        OnnxShape shape = OnnxShape.of(OnnxDim.of("batch"), OnnxDim.of("time"), OnnxDim.of(features));
        return new LayerFile(builder, builder.graph().input("features", ElementType.FLOAT, shape));
    }

    /** Begins with tokens, {@code [batch, time]}, and their table {@code [V, E]}. */
    static LayerFile tokens(String program, String name, Tensor table) {
        OnnxModelBuilder builder = new OnnxModelBuilder(program, new OnnxOpset(OPSET)).producer(program, "");
        OnnxShape shape = OnnxShape.of(OnnxDim.of("batch"), OnnxDim.of("time"));
        OnnxValue tokens = builder.graph().input("tokens", ElementType.INT64, shape);
        OnnxValue rows = builder.graph().initializer(name, array(table));
        return new LayerFile(builder, new OnnxShaping(builder.graph()).gather(rows, tokens, 0));
    }

    /** Adds a recurrent layer of one direction or two, over the whole sequence or its last state. */
    LayerFile recurrent(
            String name,
            RecurrentKind kind,
            List<Direction> directions,
            boolean backward,
            boolean linearBeforeReset,
            List<String> activations,
            boolean sequences) {
        OnnxShaping shaping = new OnnxShaping(builder.graph());
        int hidden = directions.getFirst().hidden();
        int d = directions.size();
        OnnxRecurrent layer = new OnnxRecurrent(builder.graph(), kind, hidden)
                .named(name)
                .linearBeforeReset(linearBeforeReset)
                .direction(
                        d == 2
                                ? OnnxRecurrent.Direction.BIDIRECTIONAL
                                : backward ? OnnxRecurrent.Direction.REVERSE : OnnxRecurrent.Direction.FORWARD);
        if (!activations.isEmpty()) {
            layer.activations(activations);
        }
        OnnxRecurrent.Results results = layer.add(
                shaping.transpose(x, 1, 0, 2),
                stacked(name + ".W", directions.stream().map(Direction::w).toList()),
                stacked(name + ".R", directions.stream().map(Direction::r).toList()),
                biases(name + ".B", directions));
        long width = (long) d * hidden;
        OnnxDim features = OnnxDim.of(width);
        if (sequences) {
            OnnxValue rows = shaping.transpose(results.sequence(), 2, 0, 1, 3);
            OnnxShape shape = OnnxShape.of(OnnxDim.of("batch"), OnnxDim.of("time"), features);
            x = shaping.reshape(rows, builder.graph().longs(0, 0, width), shape);
        } else {
            OnnxValue rows = shaping.transpose(results.hidden(), 1, 0, 2);
            x = shaping.reshape(rows, builder.graph().longs(0, width), OnnxShape.of(OnnxDim.of("batch"), features));
        }
        return this;
    }

    /** Adds {@code x W + b} with an activation by ONNX's name; empty for none. The weights are {@code [in, out]}. */
    LayerFile dense(String name, Tensor weights, Tensor bias, String activation) {
        OnnxMath math = new OnnxMath(builder.graph());
        OnnxValue product = math.matMul(x, builder.graph().initializer(name + ".weight", array(weights)));
        x = math.add(product, builder.graph().initializer(name + ".bias", array(bias)));
        x = switch (activation) {
            case "" -> x;
            case "Softmax" -> math.softmax("Softmax", x, -1);
            default -> math.unary(activation, x);
        };
        return this;
    }

    /** The finished model, with the last layer's result as its output. */
    OnnxModel build() {
        builder.graph().output(x.shape().rank() == 3 ? "sequence" : "outputs", x);
        return builder.build();
    }

    private OnnxValue stacked(String name, List<Tensor> parts) {
        int[] sizes = parts.getFirst().shape().toArray();
        float[] values = new float[parts.size() * parts.getFirst().array().length];
        for (int i = 0; i < parts.size(); i++) {
            float[] part = parts.get(i).array();
            System.arraycopy(part, 0, values, i * part.length, part.length);
        }
        return builder.graph().initializer(name, OnnxArray.floats(values, parts.size(), sizes[0], sizes[1]));
    }

    private OnnxValue biases(String name, List<Direction> directions) {
        int width = directions.getFirst().b().array().length;
        float[] values = new float[directions.size() * width];
        for (int i = 0; i < directions.size(); i++) {
            System.arraycopy(directions.get(i).b().array(), 0, values, i * width, width);
        }
        return builder.graph().initializer(name, OnnxArray.floats(values, directions.size(), width));
    }

    private static OnnxArray array(Tensor tensor) {
        int[] sizes = tensor.shape().toArray();
        long[] shape = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            shape[i] = sizes[i];
        }
        return OnnxArray.floats(tensor.array(), shape);
    }

    /** Blocks of rows in another order. */
    static float[] blocks(float[] rows, int... order) {
        int width = rows.length / order.length;
        float[] out = new float[rows.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(rows, order[i] * width, out, i * width, width);
        }
        return out;
    }

    /** For example {@code tanh} as {@code Tanh}. */
    static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
