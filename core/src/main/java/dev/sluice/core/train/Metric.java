package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;

/** A figure over a whole split, gathered batch by batch. The immutable recipe; {@link #start} begins a count. */
public interface Metric {
    /** Begins a count. */
    Count start();

    /** Whether larger is better. */
    boolean largerIsBetter();

    /** One count. */
    interface Count {
        /**
         * Takes in a batch.
         *
         * @param outputs of the head, {@code [B, C]}. Not modified.
         * @param targets {@code [B, C]}; for classes, every class with a positive entry is right. Not modified.
         */
        void add(Tensor outputs, Tensor targets);

        /** The figure over all that was added; NaN if nothing was. */
        double value();
    }
}
