package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences side by side, time first, padded to the longest. Padding is zeros: token 0 or features 0.
 *
 * <pre>
 *   tokens [T=3, B=2]       lengths [B=2]
 *   t=0   7  5                  3  1
 *   t=1   2  0
 *   t=2   9  0
 * </pre>
 *
 * @param input {@code tokens [T, B]} or {@code features [T, B, F]}
 * @param lengths valid steps of each sequence, {@code [B]}
 * @param targets {@code [B, C]}
 */
public record Batch(Tensor input, Tensor lengths, Tensor targets) {
    /** The name of the input of token ids. */
    public static final String TOKENS = "tokens";
    /** The name of the input of numeric features. */
    public static final String FEATURES = "features";
    /** The name of the input of lengths. */
    public static final String LENGTHS = "lengths";
    /** The name of the input of targets, in training only. */
    public static final String TARGETS = "targets";

    /**
     * Puts examples side by side in the given order: at least one, all of one kind.
     *
     * @throws IllegalArgumentException if the padded sequences have more numbers than a tensor holds
     */
    public static Batch of(List<EncodedExample> examples) {
        int rows = examples.size();
        int steps = examples.stream().mapToInt(EncodedExample::length).max().orElse(0);
        EncodedExample first = examples.getFirst();
        boolean tokens = first.input().shape().rank() == 1;
        int features = tokens ? 1 : first.input().shape().size(1);
        int columns = first.target().shape().size(0);
        // Before the array: the shape refuses sizes whose product overflows.
        Shape shape = tokens ? Shape.of(steps, rows) : Shape.of(steps, rows, features);
        float[] input = new float[steps * rows * features];
        float[] lengths = new float[rows];
        float[] targets = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            EncodedExample example = examples.get(row);
            float[] values = example.input().array();
            lengths[row] = example.length();
            for (int t = 0; t < example.length(); t++) {
                System.arraycopy(values, t * features, input, (t * rows + row) * features, features);
            }
            System.arraycopy(example.target().array(), 0, targets, row * columns, columns);
        }
        return new Batch(
                Tensor.wrap(shape, input),
                Tensor.wrap(Shape.of(rows), lengths),
                Tensor.wrap(Shape.of(rows, columns), targets));
    }

    /** The number of sequences, {@code B}. */
    public int size() {
        return lengths.shape().size(0);
    }

    /** The steps of the longest sequence, {@code T}. */
    public int steps() {
        return input.shape().size(0);
    }

    /** The values for a graph, by the names of its inputs. */
    public Map<String, Tensor> values() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        values.put(input.shape().rank() == 2 ? TOKENS : FEATURES, input);
        values.put(LENGTHS, lengths);
        values.put(TARGETS, targets);
        return values;
    }
}
