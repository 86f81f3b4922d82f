package dev.sluice.core.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Figures of a method on the test part.
 *
 * @param metrics over all examples, by name
 * @param byStep of a forecast, for each step ahead, by the metric's name; empty for other tasks
 * @param bySeries of a forecast of several series, by the series' name and the metric's; empty for other tasks
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Figures(
        Map<String, Double> metrics, Map<String, List<Double>> byStep, Map<String, Map<String, Double>> bySeries) {
    /** Copies the maps, keeping their order. */
    public Figures {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        byStep = Collections.unmodifiableMap(new LinkedHashMap<>(byStep));
        bySeries = Collections.unmodifiableMap(new LinkedHashMap<>(bySeries));
    }

    /** No figures. */
    public static Figures none() {
        return new Figures(Map.of(), Map.of(), Map.of());
    }

    /** These and others, whose names differ. */
    public Figures and(Figures others) {
        Map<String, Double> all = new LinkedHashMap<>(metrics);
        all.putAll(others.metrics);
        Map<String, List<Double>> steps = new LinkedHashMap<>(byStep);
        steps.putAll(others.byStep);
        Map<String, Map<String, Double>> series = new LinkedHashMap<>();
        bySeries.forEach((name, figures) -> series.put(name, new LinkedHashMap<>(figures)));
        others.bySeries.forEach((name, figures) ->
                series.computeIfAbsent(name, none -> new LinkedHashMap<>()).putAll(figures));
        return new Figures(all, steps, series);
    }

    /** The same with each metric's name after that of its target, as where a model has several heads. */
    public Figures of(String target) {
        Map<String, Map<String, Double>> series = new LinkedHashMap<>();
        bySeries.forEach((name, figures) -> series.put(name, prefixed(target, figures)));
        return new Figures(prefixed(target, metrics), prefixed(target, byStep), series);
    }

    private static <V> Map<String, V> prefixed(String target, Map<String, V> figures) {
        Map<String, V> prefixed = new LinkedHashMap<>();
        figures.forEach((name, value) -> prefixed.put(target + "." + name, value));
        return prefixed;
    }
}
