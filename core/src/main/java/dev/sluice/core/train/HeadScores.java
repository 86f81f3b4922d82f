package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The figures of one head, gathered batch by batch. */
final class HeadScores {
    private final String name;
    private final Network.Head head;
    private final Objective objective;
    private final Map<String, Metric.Count> counts = new LinkedHashMap<>();
    private double sum;
    private long count;

    HeadScores(String name, Network.Head head, Objective objective) {
        this.name = name;
        this.head = head;
        this.objective = objective;
        objective
                .metrics()
                .forEach(metric -> counts.put(metric.name(), metric.component().start()));
    }

    /** One for each head of a network. */
    static List<HeadScores> of(Network network, Function<String, Objective> objectives) {
        List<HeadScores> scores = new ArrayList<>();
        network.heads().forEach((name, head) -> scores.add(new HeadScores(name, head, objectives.apply(name))));
        return scores;
    }

    /** The figures of all heads; none if nothing was added. */
    static Scores together(List<HeadScores> heads) {
        if (heads.getFirst().count == 0) {
            return Scores.none();
        }
        double sum = 0;
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Map<String, Double>> classes = new LinkedHashMap<>();
        for (HeadScores head : heads) {
            sum += head.objective.weight() * head.loss();
            head.figures(figures, classes, heads.size() > 1);
        }
        return new Scores(sum, figures, classes);
    }

    /** Name of a head's mean loss among the results for a batch. */
    static String loss(String head) {
        return head + "." + Scores.LOSS;
    }

    /** Name of a head's point answers among the results for a batch. */
    static String point(String head) {
        return head + ".point";
    }

    /** Takes the outputs and the mean loss of a batch. */
    void add(Tensors results, Batch batch) {
        add(results, batch, List.of(), OutputListener.none());
    }

    /**
     * Takes the outputs and the mean loss of a batch, and tells a listener of the point answers.
     *
     * @param examples places of the batch's examples in the dataset; none if nobody listens
     */
    void add(Tensors results, Batch batch, List<Integer> examples, OutputListener listener) {
        Matrix parameters = Matrix.of(results.get(name));
        Matrix points = objective.loss().width() == 1 ? parameters : Matrix.of(results.get(point(name)));
        Matrix targets = Matrix.of(batch.target(name));
        long weight = weight(head, batch);
        if (head.everyStep()) {
            float[] lengths = batch.input(head.lengths()).array();
            for (int row = 0; row < lengths.length; row++) {
                Matrix said = steps(points, row, lengths.length, (int) lengths[row]);
                Matrix shaped = points == parameters ? said : steps(parameters, row, lengths.length, (int) lengths[row]);
                Matrix wanted = steps(targets, row, lengths.length, (int) lengths[row]);
                each((metric, count) -> count.addSequence(metric.readsParameters() ? shaped : said, wanted));
                if (!examples.isEmpty()) {
                    listener.outputs(name, examples.get(row), said, wanted);
                }
            }
        } else {
            each((metric, count) -> count.add(metric.readsParameters() ? parameters : points, targets));
            for (int row = 0; row < examples.size(); row++) {
                listener.outputs(name, examples.get(row), points.rows(row, row + 1), targets.rows(row, row + 1));
            }
        }
        sum += (double) results.get(loss(name)).get() * weight;
        count += weight;
    }

    private void each(BiConsumer<Metric, Metric.Count> use) {
        objective
                .metrics()
                .forEach(metric ->
                        use.accept(metric.component(), Objects.requireNonNull(counts.get(metric.name()))));
    }

    /** The number of outputs that a head is judged by in a batch: its sequences, or their valid steps. */
    static long weight(Network.Head head, Batch batch) {
        if (!head.everyStep()) {
            return batch.size();
        }
        long steps = 0;
        for (float length : batch.input(head.lengths()).array()) {
            steps += (long) length;
        }
        return steps;
    }

    /** The valid steps of one sequence, from rows that are ordered by step and then by sequence. */
    private static Matrix steps(Matrix all, int row, int rows, int length) {
        Matrix steps = Matrix.zeros(length, all.columns());
        for (int t = 0; t < length; t++) {
            System.arraycopy(
                    all.array(), (t * rows + row) * all.columns(), steps.array(), t * all.columns(), all.columns());
        }
        return steps;
    }

    /** The mean over examples, or over steps. */
    double loss() {
        return sum / Math.max(1, count);
    }

    private void figures(Map<String, Double> figures, Map<String, Map<String, Double>> classes, boolean several) {
        if (several) {
            figures.put(loss(name), loss());
        }
        counts.forEach((metric, found) -> {
            String called = several ? name + "." + metric : metric;
            figures.put(called, found.value());
            if (!found.byClass().isEmpty()) {
                classes.put(called, found.byClass());
            }
        });
    }
}
