package dev.sluice.core.train;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.schedule.ConstantSchedule;
import dev.sluice.core.train.schedule.Schedule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The settings of a training: the block {@code train} of an experiment. The {@link Trainer} reads all of it except
 * {@code startFrom}, {@code checkpoint} and {@code threads}, which are for its caller.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TrainingConfig(
        @Description("Maximum number of passes over the training examples; 0 keeps the initial weights")
        @Default("10")
        @Range(min = 0)
        int epochs,

        @Description("Examples per update") @Default("64") @Range(min = 1)
        int batchSize,

        @Description("Loss to minimize, for each head that 'heads' does not name") @Default("cross-entropy")
        Loss loss,

        @Description("Optimizer, which updates the weights") @Default("adam")
        Optimizer optimizer,

        @Description("Parameters with their own learning rate or weight decay; if several groups match, the factors"
                + " multiply")
        @Default("[]")
        List<ParameterGroup> groups,

        @Description("Whether weight decay also applies to vectors: biases, gains, peepholes") @Default("false")
        boolean decayVectors,

        @Description("Gradual removal of small weights during training") @Default("{}")
        Pruning pruning,

        @Description("Schedule of the learning rate") @Default("constant")
        Schedule schedule,

        @Description("Limits for gradients") @Default("{}") Clipping clip,

        @Description("When training ends before the last epoch") @Default("{}")
        EarlyStopping earlyStopping,

        @Description("Truncated back-propagation through time: sequences are cut into pieces of this many steps, states"
                + " are carried over from piece to piece, gradients stop at the borders; 0 for whole"
                + " sequences")
        @Default("0")
        @Range(min = 0)
        int truncatedBpttSteps,

        @Description("Random changes to numeric series in training") @Default("{}")
        Augmentation augment,

        @Description("Metrics reported besides the loss, the main one first; by default, the usual ones for the loss")
        @Default("[]")
        List<Choice<Metric>> metrics,

        @Description("Evaluation of the model by the texts that it writes; used where a target is a text of any length")
        @Default("{}")
        WritingConfig writing,

        @Description("Prediction intervals of predicted numbers") @Default("{}")
        IntervalConfig interval,

        @Description("Probability thresholds of labels, if several may apply or there are two classes") @Default("{}")
        ThresholdConfig thresholds,

        @Description("Losses, weights and metrics of single heads, by name, if there are several") @Default("{}")
        Map<String, Objective> heads,

        @Description("How the losses of several heads are weighted") @Default("fixed")
        Balance balance,

        @Description("Folder of a run whose best weights to start from; its matrices are factorized if this model has a"
                + " rank and that one has none. '' for random weights")
        @Default("''")
        String startFrom,

        @Description("How often training is saved, so that 'sluice resume' can continue it. Does not affect results")
        @Default("{}")
        CheckpointConfig checkpoint,

        @Description("Division of each batch into shards, whose gradients have the same sum wherever they are computed")
        @Default("{}")
        Parallel parallel,

        @Description(
                "Whether to recompute the intermediate values of each step for the gradients instead of storing them:"
                        + " for long sequences, less memory but up to 50 % more time. Does not affect results")
        @Default("false")
        boolean recompute,

        @Description(
                "Whether an update skips embedding rows that its batch does not read: for large vocabularies. Their"
                        + " moments are unchanged and they do not decay; other rows are updated as usual")
        @Default("false")
        boolean sparseEmbeddings,

        @Description("Number of threads; 0 for one per core. Does not affect results")
        @Default("0")
        @Range(min = 0, max = 1024)
        int threads) {
    /** Copies the collections and rejects pruning without epochs. */
    public TrainingConfig {
        groups = List.copyOf(groups);
        metrics = List.copyOf(metrics);
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        if (pruning.active() && epochs == 0) {
            throw new IllegalArgumentException(
                    "pruning removes weights while training goes on and needs epochs, but epochs is 0");
        }
        if (balance == Balance.UNCERTAINTY && truncatedBpttSteps > 0) {
            throw new IllegalArgumentException("balance: uncertainty weighs the losses of whole batches, but"
                    + " truncated_bptt_steps cuts them into pieces; take balance: fixed, or 0 for whole sequences");
        }
        if (balance == Balance.UNCERTAINTY && parallel.active()) {
            throw new IllegalArgumentException(
                    "balance: uncertainty weighs the losses of whole batches, but parallel.shards"
                            + " cuts them into shards; take balance: fixed, or shards: 1");
        }
        if (truncatedBpttSteps > 0) {
            Stream.concat(Stream.of(loss), heads.values().stream().map(Objective::loss))
                    .filter(each -> each.sequences().isPresent())
                    .findFirst()
                    .ifPresent(each -> {
                        throw new IllegalArgumentException("the loss "
                                + each.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                                + " judges whole sequences, but truncated_bptt_steps cuts them into pieces of "
                                + truncatedBpttSteps + "; take 0, or a loss that judges each step");
                    });
        }
        if (parallel.active() && sparseEmbeddings) {
            throw new IllegalArgumentException("sparse_embeddings updates the rows that a whole batch reads, but"
                    + " parallel.shards cuts it into " + parallel.shards()
                    + " shards; set sparse_embeddings: false, or shards: 1");
        }
        if (parallel.active() && truncatedBpttSteps > 0) {
            throw new IllegalArgumentException("a batch is cut into shards or into pieces, but parallel.shards is "
                    + parallel.shards() + " and truncated_bptt_steps is " + truncatedBpttSteps
                    + "; set one of them back: 1 or 0");
        }
    }

    /** The weights of the losses of several heads. */
    public enum Balance {
        /** Those of heads: each head's own weight. */
        @Description("The fixed weight of each head (heads.NAME.weight).")
        FIXED,
        /** Those, and beside them how uncertain each head is, which is learned (Kendall et al., 2018). */
        @Description("The same, multiplied by a learned certainty of each head's task (Kendall et al., 2018).")
        UNCERTAINTY
    }

    /** The defaults of an experiment for everything but loss and optimizer, and no metrics. */
    public static TrainingConfig of(Loss loss, Optimizer optimizer) {
        return new TrainingConfig(
                10,
                64,
                loss,
                optimizer,
                List.of(),
                false,
                Pruning.none(),
                new ConstantSchedule(),
                Clipping.none(),
                EarlyStopping.never(),
                0,
                Augmentation.none(),
                List.of(),
                WritingConfig.none(),
                IntervalConfig.defaults(),
                ThresholdConfig.none(),
                Map.of(),
                Balance.FIXED,
                "",
                CheckpointConfig.defaults(),
                Parallel.none(),
                false,
                false,
                0);
    }

    /** This with another number of epochs. */
    public TrainingConfig withEpochs(int changed) {
        return OptionRecords.with(this, "epochs", changed);
    }

    /** This with another batch size. */
    public TrainingConfig withBatchSize(int changed) {
        return OptionRecords.with(this, "batchSize", changed);
    }

    /** This with another optimizer. */
    public TrainingConfig withOptimizer(Optimizer changed) {
        return OptionRecords.with(this, "optimizer", changed);
    }

    /** This with parameters that have separate rates. */
    public TrainingConfig withGroups(List<ParameterGroup> changed) {
        return OptionRecords.with(this, "groups", changed);
    }

    /** This with another pruning. */
    public TrainingConfig withPruning(Pruning changed) {
        return OptionRecords.with(this, "pruning", changed);
    }

    /** This with another schedule. */
    public TrainingConfig withSchedule(Schedule changed) {
        return OptionRecords.with(this, "schedule", changed);
    }

    /** This with another limit for gradients. */
    public TrainingConfig withClip(Clipping changed) {
        return OptionRecords.with(this, "clip", changed);
    }

    /** This with batches in another number of shards. */
    public TrainingConfig withShards(int changed) {
        return OptionRecords.with(this, "parallel", new Parallel(changed));
    }

    /** This with another rule for stopping. */
    public TrainingConfig withEarlyStopping(EarlyStopping changed) {
        return OptionRecords.with(this, "earlyStopping", changed);
    }

    /** This with sequences in pieces of so many steps, or whole for 0. */
    public TrainingConfig withTruncatedBpttSteps(int changed) {
        return OptionRecords.with(this, "truncatedBpttSteps", changed);
    }

    /** This with random changes of series. */
    public TrainingConfig withAugment(Augmentation changed) {
        return OptionRecords.with(this, "augment", changed);
    }

    /** This with other metrics. */
    public TrainingConfig withMetrics(List<Choice<Metric>> changed) {
        return OptionRecords.with(this, "metrics", changed);
    }

    /** This with other figures of texts. */
    public TrainingConfig withWriting(WritingConfig changed) {
        return OptionRecords.with(this, "writing", changed);
    }

    /** This with other intervals. */
    public TrainingConfig withInterval(IntervalConfig changed) {
        return OptionRecords.with(this, "interval", changed);
    }

    /** This with other thresholds. */
    public TrainingConfig withThresholds(ThresholdConfig changed) {
        return OptionRecords.with(this, "thresholds", changed);
    }

    /** This with one more metric. */
    public TrainingConfig withMetric(String name, Metric metric) {
        return withMetrics(Stream.concat(metrics.stream(), Stream.of(new Choice<>(name, metric)))
                .toList());
    }

    /** This with a separate objective for a target. */
    public TrainingConfig withHead(String name, Objective objective) {
        Map<String, Objective> more = new LinkedHashMap<>(heads);
        more.put(name, objective);
        return OptionRecords.with(this, "heads", more);
    }

    /** This with or without recomputing values that gradients need. */
    public TrainingConfig withRecompute(boolean changed) {
        return OptionRecords.with(this, "recompute", changed);
    }

    /** This with or without updates of single rows of embeddings. */
    public TrainingConfig withSparseEmbeddings(boolean changed) {
        return OptionRecords.with(this, "sparseEmbeddings", changed);
    }

    /** The objective of a target: its own, or the common one. */
    public Objective objective(String head) {
        Objective own = heads.get(head);
        return own == null ? new Objective(loss, 1, metrics) : own;
    }

    /**
     * The scales of a network's parameters by name.
     *
     * @throws IllegalArgumentException if a group selects nothing, with the names that there are
     */
    @API(status = API.Status.INTERNAL)
    public Map<String, ParameterGroups.Scale> scales(List<ParameterSpec> parameters) {
        return new ParameterGroups(decayVectors, groups).scales(parameters);
    }

    /**
     * Returns this if all numbers are in their ranges and the figure that early stopping watches is measured.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public TrainingConfig checked() {
        OptionRecords.checked(this);
        if (metrics.stream().anyMatch(metric -> metric.name().equals(Scores.LOSS))) {
            throw new IllegalArgumentException(
                    "a metric must not be named 'loss', which is the name of the loss itself");
        }
        Set<String> figures = figures().keySet();
        if (!figures.contains(earlyStopping.metric())) {
            throw new IllegalArgumentException("early stopping watches '" + earlyStopping.metric()
                    + "', which is not measured" + Suggestions.choice(earlyStopping.metric(), "there is", figures));
        }
        return this;
    }

    /** Returns whether a larger value of a figure is better; figures have the names of {@link Scores}. */
    public boolean largerIsBetter(String figure) {
        return figures().getOrDefault(figure, false);
    }

    /** The figures measured on the validation data, by their names in {@link Scores}, each with whether larger is better. */
    public Map<String, Boolean> figures() {
        Map<String, Boolean> figures = new LinkedHashMap<>();
        figures.put(Scores.LOSS, false);
        metrics.forEach(metric -> figures.put(metric.name(), metric.component().largerIsBetter()));
        writing.metrics()
                .forEach(metric -> figures.put(metric.name(), metric.component().largerIsBetter()));
        heads.forEach((name, objective) -> {
            figures.put(name + "." + Scores.LOSS, false);
            objective
                    .metrics()
                    .forEach(metric -> figures.put(
                            name + "." + metric.name(), metric.component().largerIsBetter()));
        });
        return figures;
    }
}
