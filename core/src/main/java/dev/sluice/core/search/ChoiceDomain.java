package dev.sluice.core.search;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * A choice of named options; values are {@code String}.
 *
 * @param options distinct, at least one
 * @param ordered whether neighbors in the list are more alike than distant options, as sizes are and names are not
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record ChoiceDomain(List<String> options, boolean ordered) implements Domain {
    /** Checks and copies the options. */
    public ChoiceDomain {
        options = List.copyOf(options);
        if (options.isEmpty()) {
            throw new IllegalArgumentException("a choice needs at least one option, but has none");
        }
        if (new HashSet<>(options).size() < options.size()) {
            throw new IllegalArgumentException("the options of a choice must differ, but are " + options);
        }
    }

    /** A choice of options without an order. */
    public static ChoiceDomain of(String... options) {
        return new ChoiceDomain(List.of(options), false);
    }

    @Override
    public String fromUnit(double position) {
        int n = options.size();
        return options.get((int) Math.max(0, Math.min(n - 1L, (long) Math.floor(position * n))));
    }

    @Override
    public double toUnit(Object value) {
        Membership.require(this, value);
        return (options.indexOf(value) + 0.5) / options.size();
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof String && options.contains(value);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(options.size());
    }

    @Override
    public String at(long place) {
        return options.get((int) Membership.place(this, place));
    }

    @Override
    public long placeOf(Object value) {
        Membership.require(this, value);
        return options.indexOf(value);
    }

    @Override
    public String inWords() {
        return "one of " + String.join(", ", options);
    }
}
