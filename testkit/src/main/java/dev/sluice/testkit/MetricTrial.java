package dev.sluice.testkit;

import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.metric.Metric;
import java.util.List;

/**
 * Answers to try a metric on, in the form that it takes: for each sequence one, {@code [B, C]}, or one at each step,
 * {@code [T, B, C]}. Columns are called as tags of spans are, so that metrics of tags have something to read.
 */
final class MetricTrial {
    /** Sequences. */
    static final int ROWS = 12;

    private static final int STEPS = 5;
    private static final List<String> LABELS = List.of("O", "B-place", "I-place", "B-time", "I-time", "B-name");
    private static final List<String> TWO_LABELS = List.of("O", "B-place");

    final Tensor outputs;
    final Tensor targets;
    private final Metric metric;
    private final boolean everyStep;
    private final Tensor lengths = Tensor.zeros(ROWS);

    private MetricTrial(Metric metric, int columns, boolean everyStep) {
        this.metric = metric;
        this.everyStep = everyStep;
        int steps = everyStep ? STEPS : 1;
        int[] sizes = everyStep ? new int[] {steps, ROWS, columns} : new int[] {ROWS, columns};
        outputs = Tensor.zeros(sizes);
        targets = Tensor.zeros(sizes);
        CounterRandom numbers = CounterRandom.of(5, "outputs", 0);
        CounterRandom right = CounterRandom.of(5, "targets", 0);
        for (int i = 0; i < outputs.array().length; i++) {
            outputs.array()[i] = numbers.normal(i);
        }
        for (int row = 0; row < ROWS; row++) {
            lengths.array()[row] = everyStep ? 1 + row % STEPS : 1;
            for (int t = 0; t < steps; t++) {
                int at = t * ROWS + row;
                targets.array()[at * columns + (everyStep ? right.below(at, columns) : row % columns)] = 1;
            }
        }
    }

    /**
     * The form that a metric takes.
     *
     * @throws ConfigException if it takes none of those that are tried
     */
    static MetricTrial of(Metric metric) {
        IllegalArgumentException refusal = new IllegalArgumentException();
        for (List<String> labels : List.of(LABELS, TWO_LABELS)) {
            for (boolean everyStep : new boolean[] {false, true}) {
                try {
                    MetricTrial trial = new MetricTrial(metric.forLabels(labels), labels.size(), everyStep);
                    trial.value(trial.outputs);
                    return trial;
                } catch (IllegalArgumentException refused) {
                    refusal = refused;
                }
            }
        }
        throw new ConfigException("the metric takes none of the answers that it is tried on: " + refusal.getMessage());
    }

    Metric.Count start() {
        return metric.start();
    }

    /** Adds some sequences of all. */
    void add(Metric.Count count, Tensor given, int from, int to) {
        if (everyStep) {
            count.addSteps(rows(given, from, to), rows(targets, from, to), rows(lengths, from, to));
        } else {
            count.add(rows(given, from, to), rows(targets, from, to));
        }
    }

    /** Adds all sequences, the very tensors. */
    void addWhole(Metric.Count count, Tensor given, Tensor wanted) {
        if (everyStep) {
            count.addSteps(given, wanted, lengths);
        } else {
            count.add(given, wanted);
        }
    }

    /** The outputs with other numbers past the length of each sequence; the same where there is one answer for each. */
    Tensor withOtherPadding() {
        Tensor other = outputs.copy();
        int columns = outputs.array().length / (everyStep ? STEPS * ROWS : ROWS);
        for (int at = 0; everyStep && at < STEPS * ROWS; at++) {
            int step = at / ROWS;
            boolean past = step >= (int) lengths.array()[at % ROWS];
            for (int column = 0; past && column < columns; column++) {
                other.array()[at * columns + column] = targets.array()[at * columns + column];
            }
        }
        return other;
    }

    /** The figure of all sequences at once. */
    double value(Tensor given) {
        Metric.Count count = start();
        add(count, given, 0, ROWS);
        return count.value();
    }

    private Tensor rows(Tensor tensor, int from, int to) {
        int[] sizes = tensor.shape().toArray();
        int axis = sizes.length == 3 ? 1 : 0;
        sizes[axis] = to - from;
        int steps = axis == 1 ? sizes[0] : 1;
        int width = tensor.array().length / steps / ROWS;
        float[] rows = new float[steps * (to - from) * width];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(
                    tensor.array(), (t * ROWS + from) * width, rows, t * (to - from) * width, (to - from) * width);
        }
        return Tensor.wrap(Shape.of(sizes), rows);
    }
}
