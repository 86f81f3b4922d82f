package dev.sluice.testkit;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.NormalFamily;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Outputs to try a metric on, in a form that it takes: for each sequence one row, or one at each step. Classes are called as tags of
 * spans are, so that metrics of tags have something to read.
 */
final class MetricTrial {
    /** What metrics of distributions are tried on. */
    private static final DistributionFamily PREDICTED = new NormalFamily();

    /** Sequences. */
    static final int ROWS = 12;

    private static final int STEPS = 5;

    /** Deviations of right and of wrong distributions, both less than what is between them. */
    private static final double SURE = 0.1;

    private static final double UNSURE = 0.3;

    /** A score that leaves next to no probability to other classes. */
    private static final double CERTAIN = 10;

    private static final List<String> LABELS = List.of("O", "B-place", "I-place", "B-time", "I-time", "B-name");

    /** Of each sequence, {@code [T, C]}. */
    final List<Matrix> outputs = new ArrayList<>();

    /** Of each sequence, {@code [T, C]}. */
    final List<Matrix> targets = new ArrayList<>();

    private final Metric metric;
    private final boolean everyStep;
    private final double certainty;
    private final boolean forecast;
    private final TargetEncoding target;

    /** A naive forecast whose errors differ from row to row. */
    private record Naive(int row) implements Yardstick {
        @Override
        public double scale(int column) {
            return 1 + row % 3;
        }

        @Override
        public double naive(int column) {
            return 0.5 * (column + 1);
        }
    }

    private MetricTrial(Metric metric, TargetEncoding target, boolean everyStep) {
        int columns = target.size();
        this.metric = metric;
        this.target = target;
        this.certainty = target instanceof ClassEncoding ? CERTAIN : 1;
        this.everyStep = everyStep;
        this.forecast = target instanceof TargetEncoding.Horizon;
        CounterRandom numbers = CounterRandom.of(5, "outputs", 0);
        CounterRandom right = CounterRandom.of(5, "targets", 0);
        for (int row = 0; row < ROWS; row++) {
            int steps = everyStep ? 1 + row % STEPS : 1;
            Matrix given = Matrix.zeros(steps, metric.readsParameters() ? PREDICTED.width() * columns : columns);
            Matrix wanted = Matrix.zeros(steps, columns);
            for (int i = 0; i < given.array().length; i++) {
                float number = numbers.normal(row * STEPS * columns + i);
                boolean isDeviation = i % given.columns() >= columns;
                given.array()[i] = isDeviation ? Math.exp(number) : number;
            }
            for (int t = 0; t < steps; t++) {
                int at = t * ROWS + row;
                int column = everyStep ? right.below(at, columns) : row % columns;
                wanted.array()[t * columns + column] = columns == 1 ? right.below(at, 2) : 1;
            }
            outputs.add(given);
            targets.add(wanted);
        }
    }

    /**
     * The first form that a metric takes.
     *
     * @throws ConfigException if it takes none of those that are tried
     */
    static MetricTrial of(Metric metric) {
        return all(metric).getFirst();
    }

    /**
     * All forms that a metric takes: some options act only where there are two classes, or one.
     *
     * @throws ConfigException if it takes none of those that are tried
     */
    static List<MetricTrial> all(Metric metric) {
        IllegalArgumentException refusal = new IllegalArgumentException();
        List<MetricTrial> trials = new ArrayList<>();
        for (TargetEncoding target : targets()) {
            for (boolean everyStep : new boolean[] {false, true}) {
                if (everyStep && target instanceof TargetEncoding.Horizon) {
                    continue;
                }
                try {
                    Metric bound = metric.forTarget(target).forDistributions(PREDICTED);
                    MetricTrial trial = new MetricTrial(bound, target, everyStep);
                    trial.value(trial.outputs);
                    trials.add(trial);
                } catch (IllegalArgumentException refused) {
                    refusal = refused;
                }
            }
        }
        if (trials.isEmpty()) {
            throw new ConfigException(
                    "the metric takes none of the targets that it is tried on: " + refusal.getMessage());
        }
        return trials;
    }

    /** Classes that exclude each other, or do not, as many as make a difference to metrics; and numbers. */
    private static List<TargetEncoding> targets() {
        List<TargetEncoding> targets = new ArrayList<>();
        for (int classes : new int[] {LABELS.size(), 2, 1}) {
            Labels labels = Labels.of(LABELS.subList(0, classes));
            targets.add(new ClassEncoding(labels, ClassEncoding.Form.DISTRIBUTION));
            targets.add(new ClassEncoding(labels, ClassEncoding.Form.ZEROS_AND_ONES));
        }
        targets.add(new TargetEncoding.Numbers(1));
        ForecastTask task = new ForecastTask(ModelInput.FEATURES, List.of(0), 3, 2, List.of());
        targets.add(new TargetEncoding.Horizon(task, Scaler.identity(1)));
        return targets;
    }

    /** Outputs that say what is right, and are sure of it. */
    List<Matrix> right() {
        return targets.stream()
                .map(target -> said(mapped(target, value -> certainty * value), SURE))
                .toList();
    }

    /** Outputs that say the opposite. */
    List<Matrix> wrong() {
        return targets.stream()
                .map(target -> said(mapped(target, value -> certainty * (1 - value)), UNSURE))
                .toList();
    }

    /** The same with numbers of classes for targets; empty where classes do not exclude each other. */
    Optional<MetricTrial> ofClassNumbers() {
        if (metric.readsParameters()
                || !(target instanceof ClassEncoding classes)
                || classes.severalMayHold()
                || classes.size() == 1) {
            return Optional.empty();
        }
        MetricTrial numbers = new MetricTrial(
                metric.forTarget(new ClassEncoding(classes.labels(), ClassEncoding.Form.NUMBER)), target, everyStep);
        numbers.targets.replaceAll(columns -> {
            Matrix places = Matrix.zeros(columns.rows(), 1);
            for (int row = 0; row < columns.rows(); row++) {
                int at = row;
                places.array()[row] = IntStream.range(0, columns.columns())
                        .filter(c -> columns.get(at, c) > 0)
                        .findFirst()
                        .orElseThrow();
            }
            return places;
        });
        return Optional.of(numbers);
    }

    /** Points, or distributions around them. */
    private Matrix said(Matrix points, double deviation) {
        if (!metric.readsParameters()) {
            return points;
        }
        Matrix said = Matrix.zeros(points.rows(), PREDICTED.width() * points.columns());
        Arrays.fill(said.array(), deviation);
        for (int row = 0; row < points.rows(); row++) {
            int at = row * points.columns();
            System.arraycopy(points.array(), at, said.array(), row * said.columns(), points.columns());
        }
        return said;
    }

    private static Matrix mapped(Matrix matrix, DoubleUnaryOperator each) {
        return Matrix.wrap(
                matrix.rows(),
                matrix.columns(),
                Arrays.stream(matrix.array()).map(each).toArray());
    }

    Metric.Count start() {
        return metric.start();
    }

    /** Adds some sequences of all. */
    void add(Metric.Count count, List<Matrix> given, int from, int to) {
        if (everyStep) {
            for (int row = from; row < to; row++) {
                count.addSequence(given.get(row), targets.get(row));
            }
        } else {
            addRows(count, together(given, from, to), together(targets, from, to), from);
        }
    }

    /** Adds rows of one step each, the first of which is that of a sequence. */
    private void addRows(Metric.Count count, Matrix given, Matrix wanted, int first) {
        if (forecast) {
            List<Yardstick> naive = IntStream.range(first, first + given.rows())
                    .<Yardstick>mapToObj(Naive::new)
                    .toList();
            count.add(given, wanted, naive);
        } else {
            count.add(given, wanted);
        }
    }

    /** Sequences of one step as the rows of one matrix. */
    private static Matrix together(List<Matrix> rows, int from, int to) {
        int columns = rows.getFirst().columns();
        Matrix together = Matrix.zeros(to - from, columns);
        for (int row = from; row < to; row++) {
            System.arraycopy(rows.get(row).array(), 0, together.array(), (row - from) * columns, columns);
        }
        return together;
    }

    /** Returns whether a count changes a matrix that it is given. */
    boolean writes() {
        Metric.Count count = start();
        for (int row = 0; row < ROWS; row++) {
            Matrix given = copy(outputs.get(row));
            Matrix wanted = copy(targets.get(row));
            if (everyStep) {
                count.addSequence(given, wanted);
            } else {
                addRows(count, given, wanted, row);
            }
            if (!given.equals(outputs.get(row)) || !wanted.equals(targets.get(row))) {
                return true;
            }
        }
        return false;
    }

    private static Matrix copy(Matrix matrix) {
        return matrix.rows(0, matrix.rows());
    }

    /** The figure of all sequences at once. */
    double value(List<Matrix> given) {
        Metric.Count count = start();
        add(count, given, 0, ROWS);
        return count.value();
    }
}
