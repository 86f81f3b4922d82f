package dev.sluice.export.keras;

import static dev.sluice.export.keras.KerasGraph.features;
import static dev.sluice.export.keras.RecurrentWeights.requireCount;
import static dev.sluice.export.keras.RecurrentWeights.sized;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.LayerFile;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.keras.StoredModel.Weight;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxReductions;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;

/** Writes one layer as ONNX nodes. */
final class LayerWriter {
    private final LayerFile file;
    private final KerasNotes notes;
    private final OnnxMath math;
    private final OnnxShaping shaping;

    LayerWriter(LayerFile file, KerasNotes notes) {
        this.file = file;
        this.notes = notes;
        this.math = new OnnxMath(file.graph());
        this.shaping = new OnnxShaping(file.graph());
    }

    /**
     * Writes a layer.
     *
     * @param inputs {@code [batch, time, features]} or {@code [batch, features]}
     * @param masked whether a mask gives the length of each row
     * @throws UnsupportedPartException if its weights or inputs do not fit
     */
    OnnxValue write(KerasModel.Layer layer, List<OnnxValue> inputs, boolean masked) {
        if (layer.meaning() instanceof LayerMeaning.Joined joined) {
            return join(joined, inputs);
        }
        if (inputs.size() != 1) {
            throw new UnsupportedPartException("it must read one value, but reads " + inputs.size());
        }
        OnnxValue x = inputs.getFirst();
        String name = layer.name();
        return switch (layer.meaning()) {
            case LayerMeaning.Table table -> embedding(layer, x);
            case LayerMeaning.Same same -> x;
            case LayerMeaning.Recurrent recurrent -> recurrent(name, recurrent, layer.weights(), x, masked);
            case LayerMeaning.Dense dense -> dense(name, dense, layer.weights(), x);
            case LayerMeaning.Activate activate -> activate.activation().apply(file.graph(), x);
            case LayerMeaning.LayerNormalization norm -> layerNormalization(name, norm, layer.weights(), x);
            case LayerMeaning.BatchNormalization norm -> batchNormalization(name, norm, layer.weights(), x);
            case LayerMeaning.Pool pool -> masked ? poolOfValid(pool, x) : pool(pool, x);
            case LayerMeaning.Convolution convolution -> {
                requireNoMask(masked);
                yield new StepWriter(file).convolution(name, convolution, layer.weights(), x);
            }
            case LayerMeaning.StepPool pool -> {
                requireNoMask(masked);
                yield new StepWriter(file).pool(pool, x);
            }
            case LayerMeaning.Flatten flatten -> {
                requireNoMask(masked && x.shape().rank() == 3);
                yield flatten(x);
            }
            case LayerMeaning.Input input -> throw new UnsupportedPartException("an input reads nothing");
            case LayerMeaning.Joined joined -> throw new IllegalStateException("written above");
        };
    }

    private OnnxValue embedding(KerasModel.Layer layer, OnnxValue tokens) {
        requireCount(layer.weights(), 1);
        Tensor table = layer.weights().getFirst().values();
        if (table.shape().rank() != 2 || tokens.shape().rank() != 2) {
            throw new UnsupportedPartException("its table must be [V, E], but is " + table.shape());
        }
        if (tokens.type() != ElementType.INT64) {
            throw new UnsupportedPartException("it must read an input");
        }
        return file.embedding(layer.name(), tokens, table);
    }

    private OnnxValue recurrent(
            String name, LayerMeaning.Recurrent layer, List<Weight> weights, OnnxValue x, boolean masked) {
        requireSequence(x);
        RecurrentWeights read = new RecurrentWeights(layer, weights);
        OnnxActivation inner = layer.inner().recurrent();
        OnnxActivation gate = layer.gate().recurrent();
        List<OnnxActivation> activations = switch (layer.kind()) {
            case GRU -> List.of(gate, inner);
            case LSTM -> List.of(gate, inner, inner);
            case RNN -> List.of(inner);
        };
        LayerFile.Result result = file.recurrent(
                new LayerFile.Layer(
                        name,
                        layer.kind(),
                        read.directions(features(x)),
                        layer.backward(),
                        layer.kind() == RecurrentKind.GRU && read.resetAfter(),
                        activations,
                        masked),
                x);
        OnnxValue y = layer.sequences() ? result.sequence() : result.last();
        if (layer.backward() && layer.sequences()) {
            y = reversed(y);
        }
        return layer.both().isPresent() ? merged(layer.both().get(), layer.units(), y) : y;
    }

    /** Reverses a backward layer's steps: Keras returns them in the order processed. */
    private OnnxValue reversed(OnnxValue x) {
        return file.graph()
                .node("Slice")
                .inputs(
                        x,
                        file.graph().longs(-1),
                        file.graph().longs(Long.MIN_VALUE),
                        file.graph().longs(1),
                        file.graph().longs(-1))
                .add(x.type(), x.shape());
    }

    private OnnxValue merged(String mode, int units, OnnxValue both) {
        if (mode.equals("concat")) {
            return both;
        }
        List<OnnxValue> parts = shaping.split(both, -1, units, units);
        if (mode.equals("mul")) {
            return math.mul(parts.get(0), parts.get(1));
        }
        OnnxValue sum = math.add(parts.get(0), parts.get(1));
        return mode.equals("sum") ? sum : math.mul(sum, file.graph().scalar(0.5f));
    }

    private OnnxValue dense(String name, LayerMeaning.Dense layer, List<Weight> weights, OnnxValue x) {
        requireCount(weights, layer.bias() ? 2 : 1);
        Tensor kernel = weights.getFirst().values();
        int units = kernel.shape().rank() == 2 ? kernel.shape().size(1) : 1;
        sized(weights.getFirst(), features(x), units);
        Tensor bias = layer.bias() ? sized(weights.get(1), units) : Tensor.zeros(units);
        return layer.activation().apply(file.graph(), file.dense(name, x, kernel, bias));
    }

    private OnnxValue layerNormalization(
            String name, LayerMeaning.LayerNormalization layer, List<Weight> weights, OnnxValue x) {
        requireLast(layer.axis(), x);
        requireCount(weights, (layer.scale() ? 1 : 0) + (layer.center() ? 1 : 0));
        int size = features(x);
        Tensor scale = layer.scale() ? sized(weights.getFirst(), size) : KerasGraph.filled(size, 1);
        Tensor shift = layer.center() ? sized(weights.getLast(), size) : Tensor.zeros(size);
        return math.layerNormalization(
                x, file.weights(name + ".gamma", scale), file.weights(name + ".beta", shift), (float) layer.epsilon());
    }

    /** {@code γ (x - mean) / sqrt(variance + ε) + β}, as one factor and one addend. */
    private OnnxValue batchNormalization(
            String name, LayerMeaning.BatchNormalization layer, List<Weight> weights, OnnxValue x) {
        requireLast(layer.axis(), x);
        int own = (layer.scale() ? 1 : 0) + (layer.center() ? 1 : 0);
        requireCount(weights, own + 2);
        int size = features(x);
        float[] gamma = (layer.scale() ? sized(weights.getFirst(), size) : KerasGraph.filled(size, 1)).array();
        float[] beta = (layer.center() ? sized(weights.get(own - 1), size) : Tensor.zeros(size)).array();
        float[] mean = sized(weights.get(own), size).array();
        float[] variance = sized(weights.get(own + 1), size).array();
        float[] factor = new float[size];
        float[] summand = new float[size];
        for (int i = 0; i < size; i++) {
            double by = gamma[i] / Math.sqrt(variance[i] + layer.epsilon());
            factor[i] = (float) by;
            summand[i] = (float) (beta[i] - mean[i] * by);
        }
        notes.add("the mean and variance of '" + name + "' became a factor and an offset, which training may change");
        OnnxValue scaled = math.mul(x, file.weights(name + ".factor", Tensor.wrap(Shape.of(size), factor)));
        return math.add(scaled, file.weights(name + ".summand", Tensor.wrap(Shape.of(size), summand)));
    }

    private OnnxValue pool(LayerMeaning.Pool pool, OnnxValue x) {
        requireSequence(x);
        return new OnnxReductions(file.graph()).reduce(pool.mean() ? "ReduceMean" : "ReduceMax", x, pool.keep(), 1);
    }

    /** Pools over valid steps only. */
    private OnnxValue poolOfValid(LayerMeaning.Pool pool, OnnxValue x) {
        requireSequence(x);
        OnnxValue valid = file.valid(x);
        OnnxReductions reductions = new OnnxReductions(file.graph());
        if (!pool.mean()) {
            OnnxValue lowest = file.graph().scalar(-Float.MAX_VALUE);
            return reductions.reduce("ReduceMax", math.where(valid, x, lowest), pool.keep(), 1);
        }
        OnnxValue sum =
                reductions.reduce("ReduceSum", math.where(valid, x, file.graph().scalar(0)), pool.keep(), 1);
        OnnxValue count = shaping.unsqueeze(math.cast(file.lengths(), ElementType.FLOAT), 1);
        return math.div(sum, pool.keep() ? shaping.unsqueeze(count, 2) : count);
    }

    /** Merges steps and features into one axis; the model must fix the number of steps. */
    private OnnxValue flatten(OnnxValue x) {
        if (x.shape().rank() == 2) {
            return x;
        }
        if (!(x.shape().dim(1) instanceof OnnxDim.Fixed(long steps))) {
            throw new UnsupportedPartException(
                    "it merges steps and features, but the number of steps is open",
                    "save the model with an input of fixed length, or use the last step or a mean over time");
        }
        long all = steps * features(x);
        return shaping.reshape(
                x, file.graph().longs(-1, all), OnnxShape.of(x.shape().dim(0), OnnxDim.of(all)));
    }

    private static void requireNoMask(boolean masked) {
        if (masked) {
            throw new UnsupportedPartException(
                    "it reads neighboring steps of a masked sequence, where Keras ignores the mask",
                    "save the model without mask_zero and Masking before it");
        }
    }

    private OnnxValue join(LayerMeaning.Joined layer, List<OnnxValue> parts) {
        if (parts.size() < 2) {
            throw new UnsupportedPartException("it must read two values or more, but reads " + parts.size());
        }
        int rank = parts.getFirst().shape().rank();
        if (parts.stream().anyMatch(part -> part.shape().rank() != rank)) {
            throw new UnsupportedPartException("it merges values with different numbers of axes");
        }
        if (layer.operator().equals("Concat")) {
            requireLast(layer.axis(), parts.getFirst());
            return shaping.concat(-1, parts);
        }
        OnnxValue result = parts.getFirst();
        for (OnnxValue part : parts.subList(1, parts.size())) {
            result = math.binary(layer.operator(), result, part);
        }
        return layer.mean() ? math.mul(result, file.graph().scalar(1f / parts.size())) : result;
    }

    static void requireSequence(OnnxValue x) {
        if (x.shape().rank() != 3) {
            throw new UnsupportedPartException(
                    "it must read a sequence, [batch, time, features], but reads " + x.shape());
        }
    }

    private static void requireLast(int axis, OnnxValue x) {
        if (axis != -1 && axis != x.shape().rank() - 1) {
            throw new UnsupportedPartException("its axis must be the last of " + x.shape() + ", but is " + axis);
        }
    }
}
