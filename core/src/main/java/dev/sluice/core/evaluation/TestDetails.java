package dev.sluice.core.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * What a model does on the test part beyond its figures, by the name of the target where it is about one.
 *
 * @param byStep of a forecast, each metric for each step ahead
 * @param bySeries the metrics of each series of a forecast of several, or of each kind of examples, such as a language
 * @param confusion of classes that exclude each other
 * @param calibration of classes
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TestDetails(
        Map<String, List<Double>> byStep,
        Map<String, Map<String, Double>> bySeries,
        Map<String, ConfusionMatrix> confusion,
        Map<String, Calibration> calibration) {
    /** Copies the maps, keeping their order. */
    public TestDetails {
        byStep = kept(byStep);
        bySeries = kept(bySeries);
        confusion = kept(confusion);
        calibration = kept(calibration);
    }

    /** These and further figures of kinds of examples, by the kind's name and the metric's. */
    public TestDetails and(Map<String, Map<String, Double>> kinds) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>(bySeries);
        kinds.forEach((kind, figures) -> {
            Map<String, Double> joined = new LinkedHashMap<>(all.getOrDefault(kind, Map.of()));
            joined.putAll(figures);
            all.put(kind, joined);
        });
        return new TestDetails(byStep, all, confusion, calibration);
    }

    static <V> Map<String, V> kept(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Nothing. */
    public static TestDetails none() {
        return new TestDetails(Map.of(), Map.of(), Map.of(), Map.of());
    }
}
