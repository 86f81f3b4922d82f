package dev.sluice.core.search;

import java.util.List;
import org.apiguardian.api.API;

/** The condition under which a dimension is active. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Condition {
    /** Active in every assignment. */
    record Always() implements Condition {}

    /**
     * Active if another dimension, an active one with a {@link ChoiceDomain}, has one of the given options.
     *
     * @param dimension name of the other dimension, declared earlier
     * @param options of the other dimension for which this one is active; at least one
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
