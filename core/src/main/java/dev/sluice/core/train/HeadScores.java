package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The figures of one head, gathered batch by batch. */
final class HeadScores {
    private final String name;
    private final Network.Head head;
    private final Objective objective;
    private final Map<String, Metric.Count> counts = new LinkedHashMap<>();
    private double sum;
    private double count;

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

    /** The figures of all heads; none if nothing that was added is judged. A head with nothing to judge does not count. */
    static Scores together(List<HeadScores> heads) {
        if (heads.stream().allMatch(head -> head.count == 0)) {
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

    /**
     * Takes the outputs and the mean loss of a batch, and tells a listener of the point answers.
     *
     * @param data that the batch is of
     * @param examples places of the batch's examples in the data
     */
    void add(Tensors results, Batch batch, Dataset data, List<Integer> examples, OutputListener listener) {
        Matrix parameters = Matrix.of(results.get(name));
        boolean plain = objective.loss().form().equals(OutputForm.POINT);
        Matrix points = plain ? parameters : Matrix.of(results.get(point(name)));
        Matrix targets = Matrix.of(batch.target(name));
        double weight = weight(name, head, batch);
        float[] weights = batch.weights().find(name).map(Tensor::array).orElse(new float[0]);
        if (head.everyStep()) {
            float[] lengths = batch.input(head.lengths()).array();
            for (int row = 0; row < lengths.length; row++) {
                int[] judged = judged(weights, row, lengths.length, (int) lengths[row]);
                if (judged.length == 0) {
                    continue;
                }
                Matrix said = rows(points, judged);
                Matrix shaped = plain ? said : rows(parameters, judged);
                Matrix wanted = rows(targets, judged);
                each((metric, count) -> count.addSequence(metric.readsParameters() ? shaped : said, wanted));
                listener.outputs(name, examples.get(row), said, shaped, wanted);
            }
        } else {
            int[] judged = judged(weights, 0, 1, batch.size());
            if (judged.length > 0) {
                List<Yardstick> yardsticks = data.yardsticks(
                        IntStream.of(judged).mapToObj(examples::get).toList());
                Matrix wanted = rows(targets, judged);
                each((metric, count) ->
                        count.add(rows(metric.readsParameters() ? parameters : points, judged), wanted, yardsticks));
            }
            for (int row : judged) {
                listener.outputs(
                        name,
                        examples.get(row),
                        points.rows(row, row + 1),
                        parameters.rows(row, row + 1),
                        targets.rows(row, row + 1));
            }
        }
        sum += (double) results.get(loss(name)).get() * weight;
        count += weight;
    }

    private void each(BiConsumer<Metric, Metric.Count> use) {
        objective
                .metrics()
                .forEach(metric -> use.accept(metric.component(), Objects.requireNonNull(counts.get(metric.name()))));
    }

    /** The number of outputs that a head is judged by in a batch: its sequences, or their valid steps; or their weights. */
    static double weight(String name, Network.Head head, Batch batch) {
        if (batch.weights().contains(name)) {
            double sum = 0;
            for (float weight : batch.weights().get(name).array()) {
                sum += weight;
            }
            return sum;
        }
        if (!head.everyStep()) {
            return batch.size();
        }
        long steps = 0;
        for (float length : batch.input(head.lengths()).array()) {
            steps += (long) length;
        }
        return steps;
    }

    /** Places of what is judged among rows that are ordered by step and then by sequence: what has no label, or no weight, is not. */
    private static int[] judged(float[] weights, int row, int rows, int length) {
        return IntStream.range(0, length)
                .map(t -> t * rows + row)
                .filter(place -> weights.length == 0 || weights[place] > 0)
                .toArray();
    }

    private static Matrix rows(Matrix all, int... places) {
        Matrix rows = Matrix.zeros(places.length, all.columns());
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(all.array(), places[i] * all.columns(), rows.array(), i * all.columns(), all.columns());
        }
        return rows;
    }

    /** The mean over examples, or over steps. */
    double loss() {
        return count == 0 ? 0 : sum / count;
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
