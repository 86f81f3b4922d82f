package dev.sluice.core.experiment.yaml;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.option.OptionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds a key in the blocks below the one that it was written in: whoever forgets a level has spelt it right. */
final class DeeperKeys {
    private static final int MOST = 3;

    private DeeperKeys() {}

    /**
     * {@code "; did you mean 'regularization.zoneout'?"}, with names that are near first and then the same name the fewest levels below;
     * nothing if there is neither.
     *
     * @param known the names of the keys
     */
    static String question(String name, List<String> known, List<OptionKey> keys) {
        List<String> meant = new ArrayList<>(Suggestions.near(name, known));
        meant.addAll(below(name, keys));
        return meant.isEmpty()
                ? ""
                : meant.stream()
                        .limit(MOST)
                        .map(path -> "'" + path + "'")
                        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    private static List<String> below(String name, List<OptionKey> keys) {
        Map<Long, List<String>> byDepth = new TreeMap<>();
        collect(name, keys, "", byDepth);
        return byDepth.values().stream().findFirst().orElse(List.of());
    }

    private static void collect(String name, List<OptionKey> keys, String path, Map<Long, List<String>> byDepth) {
        for (OptionKey key : keys) {
            if (key.name().equals(name) && !path.isEmpty()) {
                long depth = path.chars().filter(character -> character == '.').count();
                byDepth.computeIfAbsent(depth, none -> new ArrayList<>()).add(path + name);
            }
            // Lists, maps and components have names or places of their own in between, which only the author knows.
            if (key.type() instanceof Class<?> type && type.isRecord()) {
                collect(name, OptionKey.of(type.asSubclass(Record.class)), path + key.name() + ".", byDepth);
            }
        }
    }
}
