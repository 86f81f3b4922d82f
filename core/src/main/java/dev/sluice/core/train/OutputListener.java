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
     * @param points point answers, {@code [1, C]}, or {@code [T, C]} where there is one at every step. Not modified.
     * @param parameters of the distributions that the head predicts, {@code [1, W·C]} or {@code [T, W·C]}; the points themselves
     *     where it predicts none. Not modified.
     * @param targets as they were trained on, shaped as the points. Not modified.
     */
    void outputs(String head, int example, Matrix points, Matrix parameters, Matrix targets);

    /** Ignores everything. */
    static OutputListener none() {
        return (head, example, points, parameters, targets) -> {};
    }
}
