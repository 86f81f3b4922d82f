package dev.sluice.core.train.metric.text;

import org.apiguardian.api.API;

/**
 * A figure over texts that a model wrote, such as translations, collected text by text. A kind of component. An immutable recipe; {@link
 * #start} begins a count. Unlike a {@link dev.sluice.core.train.metric.Metric} it does not see scores, only the decisions.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface TextMetric {
    /** Begins a count. */
    Count start();

    /** Returns whether larger values are better. */
    boolean largerIsBetter();

    /** One count, used by one thread. */
    interface Count {
        /**
         * Adds a text.
         *
         * @param written by the model; may be empty
         * @param reference the text as it should be
         */
        void add(String written, String reference);

        /** The figure over all texts that were added, which does not depend on their order; NaN if there was none. */
        double value();
    }
}
