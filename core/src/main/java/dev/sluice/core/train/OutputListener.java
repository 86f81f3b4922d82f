package dev.sluice.core.train;

import dev.sluice.core.tensor.Matrix;

/** Receives the outputs of an evaluation, example by example, for pictures and tables that need more than a figure. */
@FunctionalInterface
public interface OutputListener {
    /**
     * Takes the outputs of one head for one example. Examples come in the order of the batches.
     *
     * @param head name of the head
     * @param example its place in the dataset
     * @param outputs as the head gives them, {@code [1, C]}, or {@code [T, C]} where it has one at every step. Not modified.
     * @param targets as they were trained on, of the same shape. Not modified.
     */
    void outputs(String head, int example, Matrix outputs, Matrix targets);

    /** Ignores everything. */
    static OutputListener none() {
        return (head, example, outputs, targets) -> {};
    }
}
