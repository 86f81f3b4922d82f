package dev.sluice.export.keras;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.LayerFile;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.keras.StoredModel.Weight;
import dev.sluice.export.onnx.GateOrder;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converts Keras's recurrent weights to ONNX's.
 *
 * <pre>
 *   kernel             [I, g·H]                      to W [g·H, I]
 *   recurrent_kernel   [H, g·H]                      to R [g·H, H]
 *   bias               [g·H], or [2, g·H] of a GRU   to B [2·g·H]: input, recurrent
 * </pre>
 *
 * <p>Gates: GRU z, r, h in both; LSTM i, f, c, o in Keras and i, o, f, c in ONNX.
 */
final class RecurrentWeights {
    private final LayerMeaning.Recurrent layer;
    private final List<Weight> weights;

    /**
     * A layer's weights.
     *
     * @throws UnsupportedPartException if the number of weights is wrong
     */
    RecurrentWeights(LayerMeaning.Recurrent layer, List<Weight> weights) {
        this.layer = layer;
        this.weights = weights;
        requireCount(weights, perDirection() * layer.directions());
    }

    /** Throws unless the number of weights is {@code count}. */
    static void requireCount(List<Weight> weights, int count) {
        if (weights.size() != count) {
            throw new UnsupportedPartException("it must have " + count + " weights, but the file has "
                    + weights.stream().map(Weight::path).toList());
        }
    }

    private int perDirection() {
        return layer.bias() ? 3 : 2;
    }

    /** Returns whether the reset gate is applied after the recurrent product; before Keras 2.1.5 it never is. */
    boolean resetAfter() {
        return layer.resetAfter()
                .orElse(layer.bias() && weights.get(2).values().shape().rank() == 2);
    }

    /** Each direction's weights, for a given number of input features. */
    List<LayerFile.Direction> directions(int inputs) {
        List<LayerFile.Direction> directions = new ArrayList<>();
        for (int i = 0; i < layer.directions(); i++) {
            directions.add(direction(weights.subList(i * perDirection(), (i + 1) * perDirection()), inputs));
        }
        return directions;
    }

    private LayerFile.Direction direction(List<Weight> own, int inputs) {
        RecurrentKind kind = layer.kind();
        int rows = kind.gates() * layer.units();
        Tensor w = LayerFile.transposed(sized(own.get(0), inputs, rows));
        Tensor r = LayerFile.transposed(sized(own.get(1), layer.units(), rows));
        float[] b = new float[2 * rows];
        if (layer.bias()) {
            boolean two = layer.kind() == RecurrentKind.GRU && resetAfter();
            float[] stored = (two ? sized(own.get(2), 2, rows) : sized(own.get(2), rows)).array();
            for (int part = 0; part * rows < stored.length; part++) {
                float[] gates = Arrays.copyOfRange(stored, part * rows, (part + 1) * rows);
                System.arraycopy(GateOrder.KERAS.toOnnx(kind, gates), 0, b, part * rows, rows);
            }
        }
        return new LayerFile.Direction(
                Tensor.wrap(w.shape(), GateOrder.KERAS.toOnnx(kind, w.array())),
                Tensor.wrap(r.shape(), GateOrder.KERAS.toOnnx(kind, r.array())),
                Tensor.wrap(Shape.of(b.length), b));
    }

    /** A weight, checked against the expected shape. */
    static Tensor sized(Weight weight, int... sizes) {
        Tensor values = weight.values();
        if (!Arrays.equals(values.shape().toArray(), sizes)) {
            throw new UnsupportedPartException(
                    "'" + weight.path() + "' must be " + Arrays.toString(sizes) + ", but is " + values.shape());
        }
        return values;
    }
}
