package dev.sluice.core.evaluation;

import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts the figures of one target over examples that come one by one: over all of them; of a forecast for each step ahead and for
 * each series; and for each kind of examples, such as a language, where there are kinds. The same for a model and for the baselines beside it.
 */
public final class Judge {
    /** Beyond that many, figures of single series are a table that nobody reads. */
    static final int MOST_SERIES = 5000;

    private final List<Choice<Metric>> metrics;
    private final boolean everyStep;
    private final Optional<ForecastWindow> forecast;
    private final Function<Example, String> kind;
    private final Map<String, Metric.Count> all;
    private final List<Map<String, Metric.Count>> steps = new ArrayList<>();
    private final Map<String, Map<String, Metric.Count>> series = new TreeMap<>();
    private boolean tooManySeries;

    /**
     * Nothing counted yet.
     *
     * @param metrics in the units of the data; those of distributions know the family of the answers
     * @param everyStep whether there is a target at every step
     */
    public Judge(List<Choice<Metric>> metrics, boolean everyStep, Optional<ForecastWindow> forecast) {
        this(metrics, everyStep, forecast, forecast.isPresent() ? Example::name : example -> "");
    }

    /**
     * Nothing counted yet.
     *
     * @param metrics in the units of the data; those of distributions know the family of the answers
     * @param everyStep whether there is a target at every step
     * @param kind of an example, of which each has figures of its own, such as its series; empty for none
     */
    Judge(
            List<Choice<Metric>> metrics,
            boolean everyStep,
            Optional<ForecastWindow> forecast,
            Function<Example, String> kind) {
        this.kind = kind;
        this.metrics = metrics;
        this.everyStep = everyStep;
        this.forecast = forecast;
        all = counts();
        forecast.ifPresent(horizon -> {
            for (int step = 0; step < horizon.horizon(); step++) {
                steps.add(counts());
            }
        });
    }

    private Map<String, Metric.Count> counts() {
        Map<String, Metric.Count> counts = new LinkedHashMap<>();
        metrics.forEach(metric -> counts.put(metric.name(), metric.component().start()));
        return counts;
    }

    /**
     * Adds the answer for an example.
     *
     * @param right {@code [1, C]} or {@code [T, C]}, shaped as the answer's points. Not modified.
     * @param yardsticks the naive forecast beside it; none where it is not known
     */
    public void add(Example example, JudgedAnswer said, Matrix right, List<Yardstick> yardsticks) {
        add(all, said, right, yardsticks);
        forecast.ifPresent(horizon -> {
            int columns = horizon.variables();
            for (int step = 0; step < horizon.horizon(); step++) {
                add(
                        steps.get(step),
                        said.part(step * columns, columns),
                        JudgedAnswer.part(right, step * columns, columns),
                        ofStep(yardsticks, step * columns));
            }
        });
        Map<String, Metric.Count> own = ofSeries(kind.apply(example));
        if (!own.isEmpty()) {
            add(own, said, right, yardsticks);
        }
    }

    private Map<String, Metric.Count> ofSeries(String name) {
        if (name.isEmpty() || tooManySeries) {
            return Map.of();
        }
        if (series.size() == MOST_SERIES && !series.containsKey(name)) {
            tooManySeries = true;
            series.clear();
            return Map.of();
        }
        return series.computeIfAbsent(name, none -> counts());
    }

    private void add(Map<String, Metric.Count> counts, JudgedAnswer said, Matrix right, List<Yardstick> yardsticks) {
        if (counts.isEmpty()) {
            return;
        }
        for (Choice<Metric> metric : metrics) {
            Metric.Count count = Objects.requireNonNull(counts.get(metric.name()));
            Matrix answer = metric.component().readsParameters() ? said.parameters() : said.points();
            if (everyStep) {
                count.addSequence(answer, right);
            } else {
                count.add(answer, right, yardsticks);
            }
        }
    }

    /** The part of a naive forecast that is beside one step. */
    private static List<Yardstick> ofStep(List<Yardstick> yardsticks, int from) {
        return yardsticks.stream()
                .<Yardstick>map(whole -> new Yardstick() {
                    @Override
                    public double scale(int column) {
                        return whole.scale(from + column);
                    }

                    @Override
                    public double naive(int column) {
                        return whole.naive(from + column);
                    }
                })
                .toList();
    }

    /** What was counted. */
    public Figures figures() {
        Map<String, List<Double>> byStep = new LinkedHashMap<>();
        if (!steps.isEmpty()) {
            for (Choice<Metric> metric : metrics) {
                byStep.put(
                        metric.name(),
                        steps.stream()
                                .map(counts -> value(counts, metric.name()))
                                .toList());
            }
        }
        Map<String, Map<String, Double>> bySeries = new LinkedHashMap<>();
        // A kind may be all that a target has, such as a task.
        if (series.size() > 1 || forecast.isEmpty()) {
            series.forEach((name, counts) -> bySeries.put(name, values(counts)));
        }
        return new Figures(values(all), byStep, bySeries);
    }

    private static double value(Map<String, Metric.Count> counts, String metric) {
        Metric.Count count = counts.get(metric);
        return count == null ? Double.NaN : count.value();
    }

    private static Map<String, Double> values(Map<String, Metric.Count> counts) {
        Map<String, Double> values = new LinkedHashMap<>();
        counts.forEach((name, count) -> values.put(name, count.value()));
        return values;
    }
}
