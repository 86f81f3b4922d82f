package dev.sluice.core.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a model is on a split.
 *
 * @param loss mean over all examples; NaN if there was none
 * @param metrics by name, in the order of the configuration
 */
public record Scores(double loss, Map<String, Double> metrics) {
    /** The name by which the loss can be chosen where a metric can. */
    public static final String LOSS = "loss";

    /** Copies the metrics, keeping their order. */
    public Scores {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** The scores of no examples. */
    public static Scores none() {
        return new Scores(Double.NaN, Map.of());
    }

    /** One figure: {@code loss} or a metric; NaN if it was not measured. */
    public double figure(String name) {
        return name.equals(LOSS) ? loss : metrics.getOrDefault(name, Double.NaN);
    }
}
