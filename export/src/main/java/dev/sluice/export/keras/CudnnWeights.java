package dev.sluice.export.keras;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.keras.StoredModel.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converts the weights of {@code CuDNNGRU} and {@code CuDNNLSTM} to the equivalent {@code GRU} (with {@code reset_after})
 * and {@code LSTM}, as Keras does when it loads one as the other ({@code hdf5_format._convert_rnn_weights}).
 *
 * <pre>
 *   kernel             [I, g·H]   each gate [I, H] holds the numbers of [H, I] row by row
 *   recurrent_kernel   [H, g·H]   each gate is transposed
 *   bias               [2·g·H]    of the input, then of the state: GRU [2, g·H], LSTM their sum [g·H]
 * </pre>
 */
final class CudnnWeights {
    private static final String PREFIX = "CuDNN";
    private static final int PER_DIRECTION = 3;

    private CudnnWeights() {}

    static boolean isCudnn(String type) {
        return type.equals("CuDNNGRU") || type.equals("CuDNNLSTM");
    }

    /** The class of the equivalent layer. */
    static String plain(String type) {
        return isCudnn(type) ? type.substring(PREFIX.length()) : type;
    }

    /**
     * The weights of the equivalent layer.
     *
     * @param weights kernel, recurrent kernel and bias, of one direction or two
     * @throws UnsupportedPartException if the number of weights or their shapes do not fit
     */
    static List<Weight> converted(String type, List<Weight> weights) {
        int gates = type.equals("CuDNNGRU") ? 3 : 4;
        if (weights.isEmpty() || weights.size() % PER_DIRECTION != 0) {
            RecurrentWeights.requireCount(weights, PER_DIRECTION);
        }
        List<Weight> plain = new ArrayList<>();
        for (int at = 0; at < weights.size(); at += PER_DIRECTION) {
            Weight kernel = weights.get(at);
            Weight recurrent = weights.get(at + 1);
            int units = recurrent.values().shape().rank() == 2
                    ? recurrent.values().shape().size(0)
                    : 0;
            int inputs = kernel.values().shape().rank() == 2
                    ? kernel.values().shape().size(0)
                    : 0;
            RecurrentWeights.sized(kernel, inputs, gates * units);
            RecurrentWeights.sized(recurrent, units, gates * units);
            RecurrentWeights.sized(weights.get(at + 2), 2 * gates * units);
            plain.add(turned(kernel, gates, inputs, units));
            plain.add(turned(recurrent, gates, units, units));
            plain.add(bias(weights.get(at + 2), gates * units, gates == PER_DIRECTION));
        }
        return plain;
    }

    /** Converts each gate's elements from {@code [H, I]} row by row to {@code [I, H]}. */
    private static Weight turned(Weight weight, int gates, int inputs, int units) {
        float[] from = weight.values().array();
        float[] to = new float[from.length];
        int row = gates * units;
        for (int gate = 0; gate < gates; gate++) {
            for (int i = 0; i < inputs * units; i++) {
                int stored = i / units * row + gate * units + i % units;
                int meant = i % inputs * row + gate * units + i / inputs;
                to[meant] = from[stored];
            }
        }
        return new Weight(weight.path(), Tensor.wrap(weight.values().shape(), to));
    }

    private static Weight bias(Weight weight, int rows, boolean apart) {
        float[] both = weight.values().array();
        if (apart) {
            return new Weight(weight.path(), Tensor.wrap(Shape.of(2, rows), both.clone()));
        }
        float[] sum = Arrays.copyOf(both, rows);
        for (int i = 0; i < rows; i++) {
            sum[i] += both[rows + i];
        }
        return new Weight(weight.path(), Tensor.wrap(Shape.of(rows), sum));
    }
}
