package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;
import java.util.List;

/** A figure over a whole split, gathered batch by batch. The immutable recipe; {@link #start} begins a count. */
public interface Metric {
    /** Begins a count. */
    Count start();

    /** This for an answer whose columns have names, for metrics that need them. */
    default Metric forLabels(List<String> labels) {
        return this;
    }

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

        /**
         * Takes in a batch of a head that answers at every step: unless a metric looks at whole sequences, each valid step
         * counts like an example of its own.
         *
         * @param outputs {@code [T, B, C]}. Not modified.
         * @param targets {@code [T, B, C]}. Not modified.
         * @param lengths valid steps of each row, {@code [B]}. Not modified.
         */
        default void addSteps(Tensor outputs, Tensor targets, Tensor lengths) {
            add(ValidRows.of(outputs, lengths), ValidRows.of(targets, lengths));
        }

        /** The figure over all that was added; NaN if nothing was. */
        double value();
    }
}
