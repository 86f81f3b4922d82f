package dev.sluice.export.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names used in a model, nested graphs included; each is given only once. */
final class Names {
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    /** The wished name if it is free, otherwise the wish with the first free number. */
    String unique(String wish) {
        if (used.add(wish)) {
            return wish;
        }
        int number = last.getOrDefault(wish, 0);
        String name;
        do {
            number++;
            name = wish + "_" + number;
        } while (!used.add(name));
        last.put(wish, number);
        return name;
    }

    /**
     * Reserves exactly this name.
     *
     * @throws IllegalArgumentException if it is in use
     */
    String exact(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a value needs a name, but it was empty");
        }
        if (!used.add(name)) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' is already in use in this model; choose another");
        }
        return name;
    }
}
