package dev.sluice.core.train;

import dev.sluice.core.option.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model is trained.
 *
 * @param epochs how often all training examples are seen at most
 * @param batchSize sequences per update
 * @param loss what is made small
 * @param metrics what is measured after each epoch, by the names to report
 * @param optimizer changes the parameters
 * @param schedule of the learning rate
 * @param clipping of gradients
 * @param stopping when to stop early, and which epoch is the best
 * @param seed of the order of the examples and of random masks
 * @param heads what answers are to be good at whose loss or metrics are not those above, by their names
 */
public record TrainingConfig(
        int epochs,
        int batchSize,
        Loss loss,
        Map<String, Metric> metrics,
        Optimizer optimizer,
        Schedule schedule,
        Clipping clipping,
        EarlyStopping stopping,
        long seed,
        Map<String, Objective> heads) {
    /** Copies the metrics and checks what can be checked without data. */
    public TrainingConfig {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "epochs and batch_size must be at least 1, but were " + epochs + " and " + batchSize);
        }
        if (metrics.containsKey(Scores.LOSS)) {
            throw new IllegalArgumentException("a metric must not be called 'loss': that is the loss itself");
        }
        List<String> figures = new ArrayList<>(List.of(Scores.LOSS));
        figures.addAll(metrics.keySet());
        heads.forEach((name, objective) -> {
            figures.add(name + "." + Scores.LOSS);
            objective.metrics().keySet().forEach(metric -> figures.add(name + "." + metric));
        });
        if (!figures.contains(stopping.metric())) {
            throw new IllegalArgumentException("early stopping watches '" + stopping.metric()
                    + "', which is not measured" + Suggestions.question(stopping.metric(), figures) + " (there is "
                    + String.join(", ", figures) + ")");
        }
    }

    /** Ten epochs of batches of 64, a constant learning rate, no clipping, no early stopping, no metrics, seed 1. */
    public static TrainingConfig of(Loss loss, Optimizer optimizer) {
        return new TrainingConfig(
                10,
                64,
                loss,
                Map.of(),
                optimizer,
                new ConstantSchedule(),
                new Clipping.None(),
                EarlyStopping.never(),
                1,
                Map.of());
    }

    /** This with another number of epochs. */
    public TrainingConfig withEpochs(int changed) {
        return new TrainingConfig(
                changed, batchSize, loss, metrics, optimizer, schedule, clipping, stopping, seed, heads);
    }

    /** This with another batch size. */
    public TrainingConfig withBatchSize(int changed) {
        return new TrainingConfig(epochs, changed, loss, metrics, optimizer, schedule, clipping, stopping, seed, heads);
    }

    /** This with one more metric. */
    public TrainingConfig withMetric(String name, Metric metric) {
        Map<String, Metric> more = new LinkedHashMap<>(metrics);
        more.put(name, metric);
        return new TrainingConfig(epochs, batchSize, loss, more, optimizer, schedule, clipping, stopping, seed, heads);
    }

    /** This with another schedule. */
    public TrainingConfig withSchedule(Schedule changed) {
        return new TrainingConfig(
                epochs, batchSize, loss, metrics, optimizer, changed, clipping, stopping, seed, heads);
    }

    /** This with another clipping. */
    public TrainingConfig withClipping(Clipping changed) {
        return new TrainingConfig(
                epochs, batchSize, loss, metrics, optimizer, schedule, changed, stopping, seed, heads);
    }

    /** This with another rule for stopping. */
    public TrainingConfig withStopping(EarlyStopping changed) {
        return new TrainingConfig(
                epochs, batchSize, loss, metrics, optimizer, schedule, clipping, changed, seed, heads);
    }

    /** This with another seed. */
    public TrainingConfig withSeed(long changed) {
        return new TrainingConfig(
                epochs, batchSize, loss, metrics, optimizer, schedule, clipping, stopping, changed, heads);
    }

    /** This with an answer that has an objective of its own. */
    public TrainingConfig withHead(String name, Objective objective) {
        Map<String, Objective> more = new LinkedHashMap<>(heads);
        more.put(name, objective);
        return new TrainingConfig(
                epochs, batchSize, loss, metrics, optimizer, schedule, clipping, stopping, seed, more);
    }

    /** What an answer is to be good at. */
    public Objective objective(String head) {
        Objective own = heads.get(head);
        return own == null ? new Objective(loss, 1, metrics) : own;
    }

    /** Whether a larger value of a figure is better, the figure being called as in {@link Scores}. */
    boolean largerIsBetter(String figure) {
        Metric metric = metrics.get(figure);
        if (metric != null) {
            return metric.largerIsBetter();
        }
        int dot = figure.indexOf('.');
        Objective head = dot < 0 ? null : heads.get(figure.substring(0, dot));
        Metric ofHead = head == null ? null : head.metrics().get(figure.substring(dot + 1));
        return ofHead != null && ofHead.largerIsBetter();
    }
}
