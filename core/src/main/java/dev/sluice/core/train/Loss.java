package dev.sluice.core.train;

import dev.sluice.core.graph.Expr;

/** What training makes small, as an expression. */
public interface Loss {
    /**
     * The loss of each answer, {@code [.., C] → [.., 1]}. What is made small is its mean over the batch's rows, or over their
     * valid steps where the head answers at every step.
     *
     * @param outputs of the head, {@code [B, C]} or {@code [T, B, C]}: scores before softmax or sigmoid, or predicted numbers
     * @param targets of the same shape: a distribution over classes, zeros and ones, or numbers
     */
    Expr each(Expr outputs, Expr targets);

    /** What turns the head's outputs into what users want to see. */
    Activation activation();

    /** The last function of a model in use. */
    enum Activation {
        /** Probabilities of classes that exclude each other. */
        SOFTMAX,
        /** Probabilities of labels that do not. */
        SIGMOID,
        /** Numbers as they are. */
        NONE
    }
}
