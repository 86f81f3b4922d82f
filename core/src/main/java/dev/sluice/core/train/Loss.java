package dev.sluice.core.train;

import dev.sluice.core.graph.Expr;

/** What training makes small, as an expression. */
public interface Loss {
    /**
     * The mean loss over the batch, a scalar.
     *
     * @param outputs of the head, {@code [B, C]}: scores before softmax or sigmoid, or predicted numbers
     * @param targets {@code [B, C]}: a distribution over classes, zeros and ones, or numbers
     */
    Expr loss(Expr outputs, Expr targets);

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
