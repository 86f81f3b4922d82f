package dev.sluice.core.train.loss;

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

    /**
     * The loss of each answer, {@code [.., C] → [.., 1]}, for heads that answer at every step: what is made small is its mean
     * over valid steps. Without it, the loss can judge answers at the end only.
     *
     * @throws IllegalArgumentException if the loss is none of single answers
     */
    default Expr each(Expr outputs, Expr targets) {
        throw new IllegalArgumentException("the loss " + getClass().getSimpleName()
                + " judges whole batches and cannot be" + " taken at every step; implement each, or set at: end");
    }

    /** What turns the head's outputs into what users want to see. */
    Activation activation();

    /**
     * Whether numbers to predict may be brought to mean 0 and deviation 1 for training: true where shifting and scaling outputs
     * and targets alike does nothing but scale the loss. Not for one that needs numbers as they are, such as counts, or that
     * has an option in their unit.
     */
    default boolean standardizes() {
        return false;
    }

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
