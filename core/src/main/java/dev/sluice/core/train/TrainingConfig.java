package dev.sluice.core.train;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.schedule.ConstantSchedule;
import dev.sluice.core.train.schedule.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a model is trained.
 *
 * @param epochs how often all training examples are seen at most; 0 keeps the first weights as they are
 * @param batchSize sequences per update
 * @param loss what is made small
 * @param metrics what is measured after each epoch, by the names to report
 * @param optimizer changes the parameters
 * @param groups parameters with rates of their own
 * @param pruning removes weights
 * @param schedule of the learning rate
 * @param clipping of gradients
 * @param stopping when to stop early, and which epoch is the best
 * @param truncation steps of the pieces that sequences are trained and evaluated in, with states carried from piece to
 *     piece and gradients that end at their borders; 0 for whole sequences
 * @param seed of the order of the examples and of random masks
 * @param recompute whether what gradients need of the recurrent layers' steps is computed again instead of kept: less
 *     memory, more time, the same bits ({@link dev.sluice.core.graph.gradient.Recompute})
 * @param heads what answers are to be good at whose loss or metrics are not those above, by their names
 */
public record TrainingConfig(
        int epochs,
        int batchSize,
        Loss loss,
        Map<String, Metric> metrics,
        Optimizer optimizer,
        ParameterGroups groups,
        Pruning pruning,
        Schedule schedule,
        Clipping clipping,
        EarlyStopping stopping,
        int truncation,
        long seed,
        boolean recompute,
        Map<String, Objective> heads) {
    /** Copies the metrics and checks what can be checked without data. */
    public TrainingConfig {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        if (epochs < 0 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "epochs must be at least 0 and batch_size at least 1, but were " + epochs + " and " + batchSize);
        }
        if (pruning.active() && epochs == 0) {
            throw new IllegalArgumentException(
                    "pruning removes weights while training goes on and needs epochs, but" + " epochs is 0");
        }
        if (truncation < 0) {
            throw new IllegalArgumentException(
                    "pieces have at least 1 step (0 for whole sequences), but " + truncation + " were asked for");
        }
        if (metrics.containsKey(Scores.LOSS)) {
            throw new IllegalArgumentException("a metric must not be called 'loss': that is the loss itself");
        }
        List<String> figures = figures(metrics, heads);
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
                ParameterGroups.none(),
                Pruning.none(),
                new ConstantSchedule(),
                new Clipping.None(),
                EarlyStopping.never(),
                0,
                1,
                false,
                Map.of());
    }

    /** This with another number of epochs. */
    public TrainingConfig withEpochs(int changed) {
        return with(parts -> parts.epochs = changed);
    }

    /** This with another batch size. */
    public TrainingConfig withBatchSize(int changed) {
        return with(parts -> parts.batchSize = changed);
    }

    /** This with one more metric. */
    public TrainingConfig withMetric(String name, Metric metric) {
        Map<String, Metric> more = new LinkedHashMap<>(metrics);
        more.put(name, metric);
        return with(parts -> parts.metrics = more);
    }

    /** This with another optimizer. */
    public TrainingConfig withOptimizer(Optimizer changed) {
        return with(parts -> parts.optimizer = changed);
    }

    /** This with parameters that have rates of their own. */
    public TrainingConfig withGroups(ParameterGroups changed) {
        return with(parts -> parts.groups = changed);
    }

    /** This with weights being removed. */
    public TrainingConfig withPruning(Pruning changed) {
        return with(parts -> parts.pruning = changed);
    }

    /** This with another schedule. */
    public TrainingConfig withSchedule(Schedule changed) {
        return with(parts -> parts.schedule = changed);
    }

    /** This with another clipping. */
    public TrainingConfig withClipping(Clipping changed) {
        return with(parts -> parts.clipping = changed);
    }

    /** This with another rule for stopping. */
    public TrainingConfig withStopping(EarlyStopping changed) {
        return with(parts -> parts.stopping = changed);
    }

    /** This with sequences in pieces of so many steps, or whole for 0. */
    public TrainingConfig withTruncation(int changed) {
        return with(parts -> parts.truncation = changed);
    }

    /** This with another seed. */
    public TrainingConfig withSeed(long changed) {
        return with(parts -> parts.seed = changed);
    }

    /** This with or without computing again what gradients need. */
    public TrainingConfig withRecompute(boolean changed) {
        return with(parts -> parts.recompute = changed);
    }

    /** This with an answer that has an objective of its own. */
    public TrainingConfig withHead(String name, Objective objective) {
        Map<String, Objective> more = new LinkedHashMap<>(heads);
        more.put(name, objective);
        return with(parts -> parts.heads = more);
    }

    /** What an answer is to be good at. */
    public Objective objective(String head) {
        Objective own = heads.get(head);
        return own == null ? new Objective(loss, 1, metrics) : own;
    }

    /** What is measured on the validation data, called as in {@link Scores}. */
    public List<String> figures() {
        return figures(metrics, heads);
    }

    private static List<String> figures(Map<String, Metric> metrics, Map<String, Objective> heads) {
        List<String> figures = new ArrayList<>(List.of(Scores.LOSS));
        figures.addAll(metrics.keySet());
        heads.forEach((name, objective) -> {
            figures.add(name + "." + Scores.LOSS);
            objective.metrics().keySet().forEach(metric -> figures.add(name + "." + metric));
        });
        return figures;
    }

    /** Whether a larger value of a figure is better, the figure being called as in {@link Scores}. */
    public boolean largerIsBetter(String figure) {
        Metric metric = metrics.get(figure);
        if (metric != null) {
            return metric.largerIsBetter();
        }
        int dot = figure.indexOf('.');
        Objective head = dot < 0 ? null : heads.get(figure.substring(0, dot));
        Metric ofHead = head == null ? null : head.metrics().get(figure.substring(dot + 1));
        return ofHead != null && ofHead.largerIsBetter();
    }

    private TrainingConfig with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components while one of them is changed. */
    private static final class Parts {
        private int epochs;
        private int batchSize;
        private Loss loss;
        private Map<String, Metric> metrics;
        private Optimizer optimizer;
        private ParameterGroups groups;
        private Pruning pruning;
        private Schedule schedule;
        private Clipping clipping;
        private EarlyStopping stopping;
        private int truncation;
        private long seed;
        private boolean recompute;
        private Map<String, Objective> heads;

        Parts(TrainingConfig config) {
            epochs = config.epochs;
            batchSize = config.batchSize;
            loss = config.loss;
            metrics = config.metrics;
            optimizer = config.optimizer;
            groups = config.groups;
            pruning = config.pruning;
            schedule = config.schedule;
            clipping = config.clipping;
            stopping = config.stopping;
            truncation = config.truncation;
            seed = config.seed;
            recompute = config.recompute;
            heads = config.heads;
        }

        TrainingConfig whole() {
            return new TrainingConfig(
                    epochs,
                    batchSize,
                    loss,
                    metrics,
                    optimizer,
                    groups,
                    pruning,
                    schedule,
                    clipping,
                    stopping,
                    truncation,
                    seed,
                    recompute,
                    heads);
        }
    }
}
