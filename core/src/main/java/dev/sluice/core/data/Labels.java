package dev.sluice.core.data;

import dev.sluice.core.error.Suggestions;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apiguardian.api.API;

/**
 * The names of the classes, sorted; a class's number is its place. Names that are equal in Unicode, such as {@code é} as one
 * character or as two, are one class, whose name is the composed form (NFC). Immutable.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
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
     * @throws DataException if there is none
     */
    public static Labels of(Iterable<String> names) {
        TreeSet<String> sorted = new TreeSet<>();
        names.forEach(name -> sorted.add(canonical(name)));
        if (sorted.isEmpty()) {
            throw new DataException("classification needs classes, but no example has one; check the label column");
        }
        return new Labels(List.copyOf(sorted));
    }

    /** Classes whose numbers are given by something else, such as a vocabulary. */
    static Labels inOrder(List<String> names) {
        return new Labels(names);
    }

    /** The form of a name in which equal names have equal characters. */
    static String canonical(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
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
        Integer index = indices.get(canonical(name));
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
