package dev.sluice.core.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The figures of a model on a split.
 *
 * @param loss mean over all examples; NaN if there was none
 * @param metrics by name, in the order of the configuration
 * @param byClass figures of single classes, by the metric's name and the class's, for metrics that have them
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Scores(double loss, Map<String, Double> metrics, Map<String, Map<String, Double>> byClass) {
    /** Name of the loss among the figures. */
    public static final String LOSS = "loss";

    private static final double LEAST_PLAIN = 1e-3;
    private static final double MOST_PLAIN = 1e9;

    /** Copies the maps, keeping their order. */
    public Scores {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
    }

    /** Without figures of single classes. */
    public Scores(double loss, Map<String, Double> metrics) {
        this(loss, metrics, Map.of());
    }

    /** The same without figures of single classes. */
    public Scores withoutClasses() {
        return new Scores(loss, metrics);
    }

    /** The same with more figures appended. */
    public Scores with(Map<String, Double> more) {
        Map<String, Double> all = new LinkedHashMap<>(metrics);
        all.putAll(more);
        return new Scores(loss, all, byClass);
    }

    /** The scores of no examples. */
    public static Scores none() {
        return new Scores(Double.NaN, Map.of());
    }

    /** One figure: {@code loss} or a metric; NaN if it was not measured. */
    public double figure(String name) {
        return name.equals(LOSS) ? loss : metrics.getOrDefault(name, Double.NaN);
    }

    /**
     * A figure as tables and messages write it: with four decimals, or with four digits and the power of ten where decimals
     * would show nothing of a small one or digits that mean nothing of a large one; a dash if it is not defined.
     */
    public static String words(double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, format(figure), figure);
    }

    /** A mean and a deviation, {@code 0.1234 ± 0.0020}: the deviation with the decimals of the mean. */
    public static String words(double mean, double deviation) {
        return String.format(Locale.ROOT, format(mean) + " ± " + format(mean == 0 ? deviation : mean), mean, deviation);
    }

    private static String format(double figure) {
        double size = Math.abs(figure);
        boolean plain = size == 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN) || !Double.isFinite(size);
        return plain ? "%.4f" : "%.3e";
    }

    /** The name of the figure to show where there is room for one: the first metric, or the loss if there are no metrics. */
    public String main() {
        return metrics.keySet().stream()
                .filter(name -> !name.endsWith("." + LOSS))
                .findFirst()
                .orElse(LOSS);
    }
}
