package dev.sluice.testkit;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** All checks of a metric: what {@link MetricContract} and {@code sluice plugin check} run. */
public final class MetricChecks {
    private static final int ROWS = 12;
    private static final double ROUNDING = 1e-6;

    private final Metric metric;
    private final Tensor outputs;
    private final Tensor targets;
    private final int columns;

    private MetricChecks(Metric metric) {
        this.metric = metric;
        columns = Behavior.columns(metric);
        outputs = Tensor.zeros(ROWS, columns);
        targets = Tensor.zeros(ROWS, columns);
        SplittableRandom random = new SplittableRandom(3);
        for (int row = 0; row < ROWS; row++) {
            targets.array()[row * columns + row % columns] = 1;
            for (int column = 0; column < columns; column++) {
                outputs.array()[row * columns + column] = (float) random.nextDouble(-1, 1);
            }
        }
    }

    /** The checks. */
    public static List<Check> of(Metric metric) {
        MetricChecks checks = new MetricChecks(metric);
        return List.of(
                new Check("one recipe serves many counts", "", checks::countsShareNothing),
                new Check("how the rows are cut into batches makes no difference", "", checks::batchesMakeNoDifference),
                new Check("the order of the rows makes no difference", "", checks::orderMakesNoDifference),
                new Check("outputs and targets are only read", "", checks::tensorsAreOnlyRead),
                new Check("of nothing it is NaN", "", checks::nothingIsNan),
                new Check("right outputs are better than wrong ones", "", checks::rightIsBetter));
    }

    private void countsShareNothing() {
        double first = whole(outputs);
        Metric.Count other = metric.start();
        other.add(wrong(), targets);
        requireSame(
                "counted a second time by the same object",
                whole(outputs),
                first,
                "A count is kept in the metric itself: keep it in what start() makes.");
    }

    private void batchesMakeNoDifference() {
        Metric.Count count = metric.start();
        count.add(rows(outputs, 0, 5), rows(targets, 0, 5));
        count.add(rows(outputs, 5, 6), rows(targets, 5, 6));
        count.add(rows(outputs, 6, ROWS), rows(targets, 6, ROWS));
        requireSame(
                "in batches of 5, 1 and 6 rows",
                count.value(),
                whole(outputs),
                "Count rows, not batches: a mean of the batches' means gives short batches too much weight.");
    }

    private void orderMakesNoDifference() {
        Metric.Count count = metric.start();
        for (int row = ROWS - 1; row >= 0; row--) {
            count.add(rows(outputs, row, row + 1), rows(targets, row, row + 1));
        }
        requireSame(
                "with the rows in reverse", count.value(), whole(outputs), "The figure depends on the order of rows.");
    }

    private void tensorsAreOnlyRead() {
        float[] before = outputs.array().clone();
        float[] wanted = targets.array().clone();
        whole(outputs);
        if (!Arrays.equals(before, outputs.array()) || !Arrays.equals(wanted, targets.array())) {
            throw new ContractViolation(
                    "add(outputs, targets) must only read, but changed them: other metrics and the loss get"
                            + " the same tensors.");
        }
    }

    private void nothingIsNan() {
        double value = metric.start().value();
        if (!Double.isNaN(value)) {
            throw new ContractViolation("a count of nothing must be NaN, which reports leave out, but is " + value);
        }
    }

    private void rightIsBetter() {
        double right = whole(targets);
        double wrong = whole(wrong());
        if (metric.largerIsBetter() ? !(right > wrong) : !(right < wrong)) {
            throw new ContractViolation("with largerIsBetter() " + metric.largerIsBetter()
                    + " right outputs must score better than wrong ones, but score " + Words.number(right) + " and "
                    + Words.number(wrong) + ". Early stopping and the best weights go by it.");
        }
    }

    private Tensor wrong() {
        Tensor wrong = Tensor.zeros(ROWS, columns);
        for (int i = 0; i < wrong.array().length; i++) {
            wrong.array()[i] = 1 - targets.array()[i];
        }
        return wrong;
    }

    private double whole(Tensor of) {
        Metric.Count count = metric.start();
        count.add(of, targets);
        return count.value();
    }

    private Tensor rows(Tensor tensor, int from, int to) {
        Tensor rows = Tensor.zeros(to - from, columns);
        System.arraycopy(tensor.array(), from * columns, rows.array(), 0, rows.array().length);
        return rows;
    }

    private static void requireSame(String situation, double actual, double expected, String cause) {
        if (!(Math.abs(actual - expected) <= ROUNDING * Math.max(1, Math.abs(expected)))) {
            throw new ContractViolation(situation + " the figure is " + Words.number(actual) + ", but must be "
                    + Words.number(expected) + ". " + cause);
        }
    }
}
