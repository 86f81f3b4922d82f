package dev.sluice.export.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names in use in a model, nested graphs included: a name is never given twice. */
final class Names {
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    /** The wish itself when it is free, else the wish with the first free number. */
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
     * Takes a name that must be exactly this.
     *
     * @throws IllegalArgumentException if it is taken
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
