package dev.sluice.core.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A value for each active dimension, in the space's order. Immutable; two are equal if their values are, so
 * equality finds duplicates. {@link SearchSpace#assignment} makes a checked one.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Assignment {
    private final Map<String, Object> values;
    private final int hash;

    private Assignment(Map<String, Object> values) {
        this.values = values;
        this.hash = values.hashCode();
    }

    /**
     * The assignment of values by name of the dimension.
     *
     * @param values each a {@code Long}, {@code Double} or {@code String}; their order is kept. Not modified.
     */
    public static Assignment of(Map<String, ?> values) {
        values.forEach((name, value) -> {
            if (!(value instanceof Long || value instanceof Double || value instanceof String)) {
                throw new IllegalArgumentException("a value must be a Long, Double or String, but '" + name + "' is "
                        + value + " (" + value.getClass().getSimpleName() + ")");
            }
        });
        return new Assignment(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    /** Values by name of the dimension, each a {@code Long}, {@code Double} or {@code String}, in the space's order. */
    public Map<String, Object> values() {
        return values;
    }

    /** Returns whether the dimension is active, that is, has a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a dimension. */
    public Object get(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no dimension '" + name + "' takes part in " + this);
        }
        return value;
    }

    /** The value of an {@link IntDomain}'s dimension. */
    public long integer(String name) {
        return (Long) get(name);
    }

    /** The value of a {@link FloatDomain}'s dimension. */
    public double number(String name) {
        return (Double) get(name);
    }

    /** The option of a {@link ChoiceDomain}'s dimension. */
    public String choice(String name) {
        return (String) get(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Assignment that && hash == that.hash && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code cell=gru, hidden=64}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
