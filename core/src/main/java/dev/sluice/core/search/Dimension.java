package dev.sluice.core.search;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A setting to search over.
 *
 * @param name unique in its space, in an experiment the path of the setting: {@code model.encoder.hidden}
 * @param domain the values that it may take
 * @param condition under which it is active
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Dimension(String name, Domain domain, Condition condition) {
    /** Checks the name. */
    public Dimension {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a dimension needs a name, but it is blank");
        }
    }

    /** A dimension that is active in every assignment. */
    public static Dimension of(String name, Domain domain) {
        return new Dimension(name, domain, new Condition.Always());
    }

    /** This dimension, active if another one has one of the given options. */
    public Dimension when(String dimension, String... options) {
        return new Dimension(name, domain, new Condition.Chosen(dimension, List.of(options)));
    }
}
