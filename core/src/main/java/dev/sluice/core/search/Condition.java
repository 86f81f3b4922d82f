package dev.sluice.core.search;

import java.util.List;
import org.apiguardian.api.API;

/** The condition on which a dimension takes part. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Condition {
    /** Takes part in every assignment. */
    record Always() implements Condition {}

    /**
     * Takes part where another dimension, a {@link ChoiceDomain} that itself takes part, has one of some options.
     *
     * @param dimension name of the other dimension, declared earlier
     * @param options any of these will do; at least one
     */
    record Chosen(String dimension, List<String> options) implements Condition {
        /** Copies the options. */
        public Chosen {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException(
                        "a condition on '" + dimension + "' needs at least one option, but has none");
            }
        }
    }
}
