package dev.sluice.cli.gallery;

/** The result of training a cell on a task. */
public sealed interface Outcome {
    /**
     * It was trained.
     *
     * @param figure the task's main figure on the test part
     * @param loss on the test part
     */
    record Learned(double figure, double loss) implements Outcome {}

    /** The task's data do not bring what the cell reads beside the sequence. */
    record NotGiven() implements Outcome {}

    /** Its loss or gradients became infinite. */
    record Diverged() implements Outcome {}
}
