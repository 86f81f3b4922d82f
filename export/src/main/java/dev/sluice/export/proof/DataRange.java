package dev.sluice.export.proof;

import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The range of each column in real rows, and their longest sequence, from which similar random inputs are drawn. Mutable.
 */
public final class DataRange {
    /** The fraction by which random numbers are spread wider than the data, and by which they may leave its range. */
    private static final double BEYOND = 0.25;

    private final Map<String, Column[]> columns = new LinkedHashMap<>();
    private int longest;

    private static final class Column {
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private double sum;
        private double squares;
        private long count;

        private void add(double value) {
            least = Math.min(least, value);
            most = Math.max(most, value);
            sum += value;
            squares += value * value;
            count++;
        }

        private float draw(double normal) {
            double mean = sum / count;
            double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
            double room = BEYOND * (most - least);
            return (float) Math.clamp(mean + (1 + BEYOND) * deviation * normal, least - room, most + room);
        }
    }

    /**
     * Adds a batch of model inputs.
     *
     * @param inputs the model's inputs
     * @param shape the lengths of the batch's rows
     */
    void add(List<Input> inputs, Tensors values, ProofCase shape) {
        longest = Math.max(longest, shape.time());
        for (Input input : inputs) {
            if (input.kind() == Input.Kind.NUMBER && !ProofSubject.isState(input)) {
                values.find(input.label()).ifPresent(value -> add(input, value, shape));
            }
        }
    }

    private void add(Input input, Tensor value, ProofCase shape) {
        boolean sequence = ModelBoundary.isSequence(input.dims());
        int width = value.array().length / (shape.batch() * (sequence ? shape.time() : 1));
        Column[] all = columns.computeIfAbsent(input.label(), label -> {
            Column[] empty = new Column[width];
            Arrays.setAll(empty, i -> new Column());
            return empty;
        });
        for (int i = 0; i < value.array().length; i++) {
            int row = i / width;
            boolean valid = !sequence || row / shape.batch() < shape.lengths().get(row % shape.batch());
            if (valid && Float.isFinite(value.array()[i])) {
                all[i % width].add(value.array()[i]);
            }
        }
    }

    /** A random number for a column: scaled to the data if there is any, otherwise unchanged. */
    float draw(Input input, int position, float normal) {
        Column[] all = columns.get(input.label());
        Column column = all == null ? null : all[position % all.length];
        return column == null || column.count == 0 ? normal : column.draw(normal);
    }

    /** The number of steps of real sequences plus some more; unbounded without data. */
    int steps() {
        return longest == 0 ? Integer.MAX_VALUE : longest + (int) Math.ceil(BEYOND * longest);
    }
}
