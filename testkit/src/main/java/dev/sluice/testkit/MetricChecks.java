package dev.sluice.testkit;

import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.Metric;
import java.util.List;

/** All checks of a metric: what {@link MetricContract} and {@code sluice plugin check} run. */
public final class MetricChecks {
    private static final double ROUNDING = 1e-6;

    private final Metric metric;
    private final MetricTrial trial;

    private MetricChecks(Metric metric) {
        this.metric = metric;
        trial = MetricTrial.of(metric);
    }

    /** The checks. */
    public static List<Check> of(Metric metric) {
        MetricChecks checks = new MetricChecks(metric);
        return List.of(
                new Check("the figure of any outputs is a number", "", checks::figureIsANumber),
                new Check("one recipe serves many counts", "", checks::countsShareNothing),
                new Check("how the rows are cut into batches makes no difference", "", checks::batchesMakeNoDifference),
                new Check("the order of the rows makes no difference", "", checks::orderMakesNoDifference),
                new Check("asked twice it says the same", "", checks::askingChangesNothing),
                new Check("outputs and targets are only read", "", checks::matricesAreOnlyRead),
                new Check("numbers of classes are read like columns of them", "", checks::classNumbersAreRead),
                new Check("of nothing it is NaN", "", checks::nothingIsNan),
                new Check("right outputs are better than wrong ones", "", checks::rightIsBetter));
    }

    private void figureIsANumber() {
        figure(trial.outputs);
    }

    private double figure(List<Matrix> outputs) {
        double figure = trial.value(outputs);
        if (Double.isNaN(figure)) {
            throw new ContractViolation("the figure of " + MetricTrial.ROWS
                    + " sequences, whose targets are not all the same, must be a number, but is NaN. Look for sqrt or log of a"
                    + " negative number, or 0/0.");
        }
        return figure;
    }

    private void classNumbersAreRead() {
        for (MetricTrial each : MetricTrial.all(metric)) {
            each.ofClassNumbers()
                    .ifPresent(numbers -> requireSame(
                            "with the number of the right class in a single column",
                            numbers.value(numbers.outputs),
                            each.value(each.outputs),
                            "Read targets of classes by RightClasses."));
        }
    }

    private void countsShareNothing() {
        double first = trial.value(trial.outputs);
        trial.add(trial.start(), trial.wrong(), 0, MetricTrial.ROWS);
        requireSame(
                "counted a second time by the same object",
                trial.value(trial.outputs),
                first,
                "A count is kept in the metric itself: keep it in what start() makes.");
    }

    private void batchesMakeNoDifference() {
        Metric.Count count = trial.start();
        trial.add(count, trial.outputs, 0, 5);
        trial.add(count, trial.outputs, 5, 6);
        trial.add(count, trial.outputs, 6, MetricTrial.ROWS);
        requireSame(
                "in batches of 5, 1 and 6 rows",
                count.value(),
                trial.value(trial.outputs),
                "Count rows, not batches: a mean of the batches' means gives short batches too much weight.");
    }

    private void orderMakesNoDifference() {
        Metric.Count count = trial.start();
        for (int row = MetricTrial.ROWS - 1; row >= 0; row--) {
            trial.add(count, trial.outputs, row, row + 1);
        }
        requireSame(
                "with the rows in reverse",
                count.value(),
                trial.value(trial.outputs),
                "The figure depends on the order of rows.");
    }

    private void askingChangesNothing() {
        Metric.Count count = trial.start();
        trial.add(count, trial.outputs, 0, 5);
        count.value();
        trial.add(count, trial.outputs, 5, MetricTrial.ROWS);
        count.value();
        requireSame(
                "asked in between and twice at the end",
                count.value(),
                trial.value(trial.outputs),
                "value() must change nothing: what was counted stays counted.");
    }

    private void matricesAreOnlyRead() {
        if (trial.writes()) {
            throw new ContractViolation(
                    "add(outputs, targets) must only read, but changed them: other metrics get the same matrices.");
        }
    }

    private void nothingIsNan() {
        double value = trial.start().value();
        if (!Double.isNaN(value)) {
            throw new ContractViolation("a count of nothing must be NaN, which reports leave out, but is " + value);
        }
    }

    private void rightIsBetter() {
        double right = figure(trial.right());
        double wrong = figure(trial.wrong());
        if (metric.largerIsBetter() ? !(right > wrong) : !(right < wrong)) {
            throw new ContractViolation("with largerIsBetter() " + metric.largerIsBetter()
                    + " right outputs must score better than wrong ones, but score " + Words.number(right) + " and "
                    + Words.number(wrong) + ". Early stopping and the best weights go by it.");
        }
    }

    private static void requireSame(String situation, double actual, double expected, String cause) {
        boolean bothNan = Double.isNaN(actual) && Double.isNaN(expected);
        if (!bothNan && !(Math.abs(actual - expected) <= ROUNDING * Math.max(1, Math.abs(expected)))) {
            throw new ContractViolation(situation + " the figure is " + Words.number(actual) + ", but must be "
                    + Words.number(expected) + ". " + cause);
        }
    }
}
