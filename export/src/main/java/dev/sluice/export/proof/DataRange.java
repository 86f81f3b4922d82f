package dev.sluice.export.proof;

import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The range of real rows, column by column, and their longest sequence, so that random inputs are like them and go a little
 * beyond. Mutable.
 */
final class DataRange {
    /** Random numbers spread wider than the data by this, and leave their range by up to this share of it. */
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
     * Adds a batch as the model sees it.
     *
     * @param inputs of the model
     * @param shape lengths of its rows
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

    /** A number of a column: like the data where there are any, else as it is. */
    float draw(Input input, int position, float normal) {
        Column[] all = columns.get(input.label());
        Column column = all == null ? null : all[position % all.length];
        return column == null || column.count == 0 ? normal : column.draw(normal);
    }

    /** Steps that sequences have, and some more; no bound without data. */
    int steps() {
        return longest == 0 ? Integer.MAX_VALUE : longest + (int) Math.ceil(BEYOND * longest);
    }
}
