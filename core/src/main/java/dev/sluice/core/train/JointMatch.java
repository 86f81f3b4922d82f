package dev.sluice.core.train;

import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.DecidedMetric;
import dev.sluice.core.train.metric.Metric;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The share of examples of which every head is right as a whole, such as all tags of a sentence and its intent. Counted where each of several
 * heads has the metric {@code exact-match}; examples without a label of one of them are left out.
 */
final class JointMatch implements OutputListener {
    /** The name of the figure. */
    static final String NAME = "exact-match";

    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final Map<Integer, Integer> judged = new HashMap<>();
    private final Map<Integer, Integer> right = new HashMap<>();
    private final int heads;

    /**
     * Nothing counted yet.
     *
     * @param heads their names
     */
    JointMatch(Iterable<String> heads, Function<String, Objective> objectives) {
        int all = 0;
        for (String head : heads) {
            all++;
            objectives.apply(head).metrics().stream()
                    .map(metric -> metric.component())
                    .filter(DecidedMetric::isExactMatch)
                    .findFirst()
                    .ifPresent(metric -> metrics.put(head, metric));
        }
        this.heads = all;
    }

    /** Returns whether there are several heads and each is judged as a whole. */
    boolean isCounted() {
        return heads > 1 && metrics.size() == heads;
    }

    @Override
    public void outputs(String head, int example, Matrix points, Matrix parameters, Matrix targets) {
        Metric metric = metrics.get(head);
        if (isCounted() && metric != null) {
            Metric.Count whole = metric.start();
            whole.addSequence(points, targets);
            judged.merge(example, 1, Integer::sum);
            right.merge(example, whole.value() == 1 ? 1 : 0, Integer::sum);
        }
    }

    /** The scores of the heads with the share, where there is one. */
    Scores with(Scores scores) {
        long all = judged.values().stream().filter(count -> count == heads).count();
        if (!isCounted() || all == 0) {
            return scores;
        }
        long whole = right.values().stream().filter(count -> count == heads).count();
        Map<String, Double> figures = new LinkedHashMap<>(scores.metrics());
        figures.put(NAME, (double) whole / all);
        return new Scores(scores.loss(), figures, scores.byClass());
    }
}
