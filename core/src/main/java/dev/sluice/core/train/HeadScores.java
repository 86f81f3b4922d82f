package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is gathered of one head. */
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
        objective.metrics().forEach(metric -> counts.put(metric.name(), metric.component().start()));
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
        for (HeadScores head : heads) {
            sum += head.objective.weight() * head.loss();
            head.figures(figures, heads.size() > 1);
        }
        return new Scores(sum, figures);
    }

    /** What the mean loss of a head is called among the results for a batch. */
    static String loss(String head) {
        return head + "." + Scores.LOSS;
    }

    /** Takes the outputs and the mean loss of a batch. */
    void add(Tensors results, Batch batch) {
        Tensor outputs = results.get(name);
        Tensor targets = batch.target(name);
        long weight = batch.size();
        if (head.everyStep()) {
            Tensor lengths = batch.input(head.lengths());
            weight = 0;
            for (float length : lengths.array()) {
                weight += (long) length;
            }
            counts.values().forEach(metric -> metric.addSteps(outputs, targets, lengths));
        } else {
            counts.values().forEach(metric -> metric.add(outputs, targets));
        }
        sum += (double) results.get(loss(name)).get() * weight;
        count += weight;
    }

    /** The mean over examples, or over steps. */
    double loss() {
        return sum / Math.max(1, count);
    }

    void figures(Map<String, Double> figures, boolean several) {
        if (several) {
            figures.put(loss(name), loss());
        }
        counts.forEach((metric, found) -> figures.put(several ? name + "." + metric : metric, found.value()));
    }
}
