package dev.sluice.core.evaluation;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.AnswerInterval;
import dev.sluice.core.train.OutputListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Watches a model as it is tested and collects {@link TestDetails} and {@link TestSamples}. */
public final class TestWatch implements OutputListener {
    private final List<Example> test;
    private final IntFunction<List<Yardstick>> yardsticks;
    private final Map<String, TargetDetails> targets = new LinkedHashMap<>();

    /**
     * Nothing seen yet.
     *
     * @param tasks one for each target, by its name
     * @param measures of each target
     * @param intervals around the model's answers, of the targets that have one
     * @param kind of an example, such as its language, of which each has figures of its own; empty for none
     * @param test the examples of the dataset that is tested
     * @param yardsticks the naive forecast beside a test example, by its place; none where it is not known
     */
    public TestWatch(
            Map<String, BaselineTask> tasks,
            Map<String, Measures> measures,
            Map<String, AnswerInterval> intervals,
            Optional<Function<Example, String>> kind,
            List<Example> test,
            IntFunction<List<Yardstick>> yardsticks) {
        this.yardsticks = yardsticks;
        this.test = test;
        tasks.forEach((name, task) -> targets.put(
                name,
                new TargetDetails(
                        task,
                        Objects.requireNonNull(measures.get(name), name),
                        Optional.ofNullable(intervals.get(name)),
                        kind,
                        test.size())));
    }

    @Override
    public void outputs(String head, int example, Matrix points, Matrix parameters, Matrix right) {
        Objects.requireNonNull(targets.get(head), head)
                .add(example, test.get(example), points, parameters, right, yardsticks.apply(example));
    }

    /** Details of what was seen. */
    public TestDetails details() {
        Figures figures = Figures.none();
        Map<String, ConfusionMatrix> confusion = new LinkedHashMap<>();
        Map<String, Calibration> calibration = new LinkedHashMap<>();
        for (Map.Entry<String, TargetDetails> target : targets.entrySet()) {
            String name = target.getKey();
            TargetDetails seen = target.getValue();
            Figures own = seen.figures();
            figures = figures.and(targets.size() > 1 ? own.of(name) : own);
            seen.confusion().ifPresent(matrix -> confusion.put(name, matrix));
            seen.calibration().ifPresent(bins -> calibration.put(name, bins));
        }
        return new TestDetails(figures.byStep(), figures.bySeries(), confusion, calibration);
    }

    /** Samples of what was seen. */
    public TestSamples samples() {
        Map<String, List<NumberSample>> numbers = new LinkedHashMap<>();
        Map<String, List<ForecastSample>> forecasts = new LinkedHashMap<>();
        targets.forEach((name, seen) -> {
            numbers.put(name, seen.numbers());
            forecasts.put(name, seen.forecasts());
        });
        numbers.values().removeIf(List::isEmpty);
        forecasts.values().removeIf(List::isEmpty);
        return new TestSamples(numbers, forecasts);
    }
}
