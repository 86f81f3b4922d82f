package dev.sluice.core.data;

import dev.sluice.core.error.Suggestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The names of the classes, sorted; a class's number is its place. Immutable. */
public final class Labels {
    private final List<String> names;
    private final Map<String, Integer> indices = new HashMap<>();

    private Labels(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            indices.put(names.get(i), i);
        }
    }

    /**
     * The given classes.
     *
     * @throws DataException if there are fewer than two: nothing could be learned
     */
    public static Labels of(Iterable<String> names) {
        TreeSet<String> sorted = new TreeSet<>();
        names.forEach(sorted::add);
        if (sorted.size() < 2) {
            throw new DataException("classification needs at least two classes, but the data have "
                    + (sorted.isEmpty() ? "none" : "only '" + sorted.first() + "'")
                    + "; check the label column, or give the data examples of another class");
        }
        return new Labels(List.copyOf(sorted));
    }

    /** The names in order. */
    public List<String> names() {
        return names;
    }

    /** The number of classes. */
    public int size() {
        return names.size();
    }

    /**
     * A class's number.
     *
     * @throws DataException if there is no such class; the message suggests a near one
     */
    public int index(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw new DataException("'" + name + "' is not one of the " + names.size() + " classes"
                    + Suggestions.question(name, names));
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && names.equals(labels.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
