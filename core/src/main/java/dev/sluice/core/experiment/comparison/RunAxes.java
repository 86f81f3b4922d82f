package dev.sluice.core.experiment.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options and figures that tell runs apart: the axes of parallel coordinates. */
public final class RunAxes {
    private static final int MOST_OPTIONS = 8;
    private static final int MOST_FIGURES = 2;

    private RunAxes() {}

    /** The values of each axis, one for each run and empty where it has none: options that differ, then figures of validation and test. */
    public static Map<String, List<String>> of(List<RunFacts> runs) {
        List<String> names =
                new ArrayList<>(differing(runs).stream().limit(MOST_OPTIONS).toList());
        for (String part : List.of("validation.", "test.")) {
            Set<String> figures = new LinkedHashSet<>();
            runs.forEach(each -> each.group(FactGroup.RESULTS).keySet().stream()
                    .filter(name -> name.startsWith(part) && !name.equals("test.examples"))
                    .forEach(figures::add));
            figures.stream().limit(MOST_FIGURES).forEach(names::add);
        }
        Map<String, List<String>> axes = new LinkedHashMap<>();
        for (String name : names) {
            List<String> values =
                    runs.stream().map(each -> each.value(name).orElse("")).toList();
            // An axis on which all runs meet tells nothing.
            if (values.stream().distinct().count() > 1) {
                axes.put(name, values);
            }
        }
        return axes;
    }

    /** The options that have more than one value, those in most runs first. */
    public static List<String> differing(List<RunFacts> runs) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        runs.forEach(row -> row.group(FactGroup.OPTIONS).forEach((name, value) -> {
            values.computeIfAbsent(name, key -> new HashSet<>()).add(value);
            counts.merge(name, 1, Integer::sum);
        }));
        return values.keySet().stream()
                .filter(name -> values.getOrDefault(name, Set.of()).size() > 1 && !name.equals("name"))
                .sorted(Comparator.comparingInt((String name) -> -counts.getOrDefault(name, 0)))
                .toList();
    }
}
