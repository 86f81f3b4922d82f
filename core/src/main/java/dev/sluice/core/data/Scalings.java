package dev.sluice.core.data;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The ways in which an experiment wants numbers to be scaled.
 *
 * @param columns of inputs by name, or by number where they have none; the usual way for those that are not named
 * @param targets that are scaled at all
 */
public record Scalings(Map<String, ColumnScaling> columns, ColumnScaling targets) {
    /** Copies the map. */
    public Scalings {
        columns = Map.copyOf(columns);
    }

    /** Mean 0 and deviation 1 for all. */
    public static Scalings usual() {
        return new Scalings(Map.of(), ColumnScaling.USUAL);
    }

    /** The ways of an input's columns. */
    List<ColumnScaling> of(List<String> names, int features) {
        return IntStream.range(0, features)
                .mapToObj(i -> columns.getOrDefault(
                        names.size() == features ? names.get(i) : Integer.toString(i), ColumnScaling.USUAL))
                .toList();
    }
}
