package dev.sluice.core.train;

import dev.sluice.core.data.DataException;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Updates of those rows of a table that a batch has read, in a time that does not depend on the others. The optimizer sees the rows as a small
 * parameter of their own, with their part of its state: rows that were not read keep their moments and do not decay.
 */
final class RowUpdates {
    private final Optimizer optimizer;
    private final String name;
    private final Tensor table;
    private final int width;
    /** By {@code <parameter>.<slot>}, each shaped like the table. */
    private Tensors state;
    /** Rows of the last gradient, in ascending order. */
    private int[] rows = new int[0];

    /**
     * Updates of a table.
     *
     * @param table live, {@code [V, E]}
     * @param saved state of the optimizer; none of this table for a new training. Not modified.
     * @throws DataException if the optimizer's state is not one of single rows
     */
    RowUpdates(Optimizer optimizer, String name, Tensor table, Tensors saved) {
        this.optimizer = optimizer;
        this.name = name;
        this.table = table;
        width = table.shape().size(1);
        Tensors own = saved.only(key -> isOf(name, key));
        state = own.copy();
        state.forEach(this::check);
        if (own.isEmpty()) {
            takeNewSlots(new Optimizer.Step(1, Long.MAX_VALUE, 0, 0));
        }
    }

    private void check(String slot, Tensor tensor) {
        if (!tensor.shape().equals(table.shape())) {
            throw new DataException("train.sparse_embeddings updates rows by themselves, but the optimizer keeps "
                    + tensor.shape() + " for the table " + name + " " + table.shape()
                    + "; take sgd or adam, or sparse_embeddings: false");
        }
    }

    /** Returns whether a key of an optimizer's state is of a parameter. */
    static boolean isOf(String parameter, String key) {
        return key.startsWith(parameter + ".");
    }

    /**
     * Adds the slots that the optimizer keeps from this step on, for all rows: as an update by a gradient of zeros, without a
     * rate or a decay, leaves them. An optimizer may begin one late in a training, as an average of the last weights.
     */
    private void takeNewSlots(Optimizer.Step step) {
        Optimizer.Run run = optimizer.start(state.copy());
        Optimizer.Step still = new Optimizer.Step(step.number(), step.planned(), 0, 0);
        run.update(name, table.copy(), Tensor.zeros(table.shape()), still);
        Tensors.Builder all = state.toBuilder();
        run.state().forEach((slot, tensor) -> {
            if (!state.contains(slot)) {
                check(slot, tensor);
                all.put(slot, tensor);
            }
        });
        state = all.build();
    }

    /**
     * The gradient of the rows that were read, {@code [R, E]}.
     *
     * @param reads summed in their order. Not modified.
     */
    Tensor gradient(List<SparseGradients.Read> reads) {
        rows = reads.stream()
                .flatMapToInt(read -> IntStream.range(0, read.rows().array().length)
                        .map(i -> (int) read.rows().array()[i]))
                .sorted()
                .distinct()
                .toArray();
        Tensor gradient = Tensor.zeros(rows.length, width);
        float[] to = gradient.array();
        for (SparseGradients.Read read : reads) {
            float[] numbers = read.rows().array();
            float[] from = read.values().array();
            for (int i = 0; i < numbers.length; i++) {
                int at = Arrays.binarySearch(rows, (int) numbers[i]) * width;
                for (int j = 0; j < width; j++) {
                    to[at + j] += from[i * width + j];
                }
            }
        }
        return gradient;
    }

    /** Updates the rows of the last gradient. */
    void apply(Tensor gradient, Optimizer.Step step) {
        Optimizer.Run run = optimizer.start(state.map(this::rowsOf));
        Tensor some = rowsOf(table);
        run.update(name, some, gradient, step);
        if (run.state().names().stream().anyMatch(slot -> !state.contains(slot))) {
            takeNewSlots(step);
        }
        place(some, table);
        run.state().forEach((slot, tensor) -> place(tensor, state.get(slot)));
    }

    private Tensor rowsOf(Tensor whole) {
        float[] some = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(whole.array(), rows[i] * width, some, i * width, width);
        }
        return Tensor.wrap(Shape.of(rows.length, width), some);
    }

    private void place(Tensor some, Tensor whole) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(some.array(), i * width, whole.array(), rows[i] * width, width);
        }
    }

    /** The table to validate and to keep. */
    Tensor evaluated() {
        return optimizer.start(state).evaluated(name, table);
    }

    /** The live state. */
    Tensors state() {
        return state;
    }
}
