package dev.sluice.core.experiment;

import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.train.Clipping;
import dev.sluice.core.train.EarlyStopping;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.ParameterGroup;
import dev.sluice.core.train.Pruning;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.schedule.Schedule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a model learns. */
public record TrainConfig(
        @Description("How often all training examples are seen at most; 0 keeps the first weights as they are")
        @Default("10")
        @Range(min = 0)
        int epochs,

        @Description("Examples in an update") @Default("64") @Range(min = 1)
        int batchSize,

        @Description("What is made small, of each answer that 'heads' does not name") @Default("cross-entropy")
        Loss loss,

        @Description("What changes the weights") @Default("adam")
        Optimizer optimizer,

        @Description("Parameters with a learning rate or weight decay of their own; where several fit, scales multiply")
        @Default("[]")
        List<ParameterGroup> groups,

        @Description("Whether weight decay shrinks vectors too: biases, gains, peepholes") @Default("false")
        boolean decayVectors,

        @Description("Whether small weights are set to zero while training goes on") @Default("{}")
        Pruning pruning,

        @Description("How the learning rate changes in training") @Default("constant")
        Schedule schedule,

        @Description("What keeps gradients from exploding") @Default("{}")
        ClipConfig clip,

        @Description("When training ends early") @Default("{}")
        EarlyStoppingConfig earlyStopping,

        @Description("Steps of truncated back-propagation through time: sequences are cut into pieces of so many steps,"
                + " states are carried from piece to piece, gradients end at the border; 0 for whole sequences")
        @Default("0")
        @Range(min = 0)
        int truncatedBpttSteps,

        @Description(
                "Figures beside the loss, the first of them the main one; for none given, the usual ones for the loss")
        @Default("[]")
        List<Choice<Metric>> metrics,

        @Description("Losses, weights and metrics of answers by their names, where there are several") @Default("{}")
        Map<String, HeadTraining> heads,

        @Description(
                "Folder of a run whose best weights to begin with; its matrices become factors where this model has"
                        + " a rank and that one has none. '' for random numbers")
        @Default("''")
        String startFrom,

        @Description("How often training is saved, for 'sluice resume' to go on from. Results do not depend on it")
        @Default("{}")
        CheckpointConfig checkpoint,

        @Description(
                "Whether to compute again what gradients need of each step instead of keeping it: for long sequences, less"
                        + " memory for up to half as much time again. Results do not depend on it")
        @Default("false")
        boolean recompute,

        @Description("Threads; 0 for one for each core. Results do not depend on it")
        @Default("0")
        @Range(min = 0, max = 1024)
        int threads) {
    /** Copies the lists. */
    public TrainConfig {
        groups = List.copyOf(groups);
        metrics = List.copyOf(metrics);
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
    }

    /** The loss of a head, by the name of its target. */
    public Loss lossOf(String target) {
        HeadTraining head = heads.get(target);
        return head == null ? loss : head.loss();
    }

    /** The training of one of several heads. */
    public record HeadTraining(
            @Description("The quantity that training minimizes") @Default("cross-entropy")
            Loss loss,

            @Description("Weight of its loss in the sum") @Default("1") @Range(above = 0)
            double weight,

            @Description("Figures beside the loss; for none given, the usual ones for the loss") @Default("[]")
            List<Choice<Metric>> metrics) {
        /** Copies the metrics. */
        public HeadTraining {
            metrics = List.copyOf(metrics);
        }

        /** The objective. */
        Objective objective() {
            return new Objective(loss, weight, UsualMetrics.of(loss, metrics));
        }
    }

    /** A limit for gradients. */
    public record ClipConfig(
            @Description("Largest length of all gradients together; longer ones are scaled down; 0 for no limit")
            @Default("0")
            @Range(min = 0)
            double norm,

            @Description("Largest size of a single element; larger ones are cut; 0 for no limit")
            @Default("0")
            @Range(min = 0)
            double value) {
        /** Checks that at most one limit is given. */
        public ClipConfig {
            if (norm > 0 && value > 0) {
                throw new IllegalArgumentException("gradients are clipped by 'norm' or by 'value', but both are given ("
                        + norm + " and " + value + "); set one of them to 0");
            }
        }

        /** The rule. */
        public Clipping clipping() {
            if (norm > 0) {
                return new Clipping.ByNorm(norm);
            }
            return value > 0 ? new Clipping.ByValue(value) : new Clipping.None();
        }
    }

    /** When training ends early, and which epoch's weights are the best. */
    public record EarlyStoppingConfig(
            @Description("Epochs in a row without a better figure until training ends; 0 for never")
            @Default("0")
            @Range(min = 0)
            int patience,

            @Description("The figure on the validation part that is watched: 'loss' or a metric") @Default("loss")
            String metric) {
        /** The rule. */
        public EarlyStopping rule() {
            return new EarlyStopping(metric, patience == 0 ? Integer.MAX_VALUE : patience);
        }
    }

    /** When training is saved; each of the three asks for itself. */
    public record CheckpointConfig(
            @Description("Epochs between two checkpoints, where that is at least a second; 0 for none at epochs' ends")
            @Default("1")
            @Range(min = 0)
            int everyEpochs,

            @Description("Updates between two checkpoints, also in the middle of an epoch; 0 for none by their number")
            @Default("0")
            @Range(min = 0)
            int everySteps,

            @Description("Minutes after which there is a checkpoint in the middle of an epoch; 0 for none by time")
            @Default("5")
            @Range(min = 0)
            double everyMinutes,

            @Description("Newest checkpoints that are kept; more than one, so that a damaged one does no harm")
            @Default("2")
            @Range(min = 1)
            int keep) {
        /** Saves nothing until training is interrupted. */
        static CheckpointConfig onlyInterrupted() {
            return new CheckpointConfig(Integer.MAX_VALUE, 0, 0, 1);
        }

        /** Whether there is any checkpoint. */
        boolean active() {
            return everyEpochs > 0 || everySteps > 0 || everyMinutes > 0;
        }
    }
}
