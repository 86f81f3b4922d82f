package dev.sluice.core.experiment.space;

import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import java.util.List;
import java.util.Map;

/** The block {@code tune}, which configures the search over the domains of an experiment. */
public record TuneConfig(
        @Description("Objectives: validation.loss, validation.METRIC, training.loss, size.parameters, export.latency"
                + " (milliseconds for one sequence) or export.bytes; several for a Pareto front")
        @Default("validation.loss")
        @Shorthand
        List<ObjectiveConfig> objective,

        @Description("Limits after which no new trial starts") @Default("{}")
        BudgetConfig budget,

        @Description("Sampler, which suggests values") @Default("auto")
        Choice<Sampler> sampler,

        @Description("Pruner, which stops trials early") @Default("none")
        Choice<Pruner> pruner,

        @Description(
                "Conditions that a trial must satisfy, such as 'size.parameters <= 200000' or 'model.encoder.hidden >="
                        + " model.embedding.size'; checked before it trains")
        @Default("[]")
        @Shorthand
        List<String> constraints,

        @Description("Values of the first trials, by the paths of the domains") @Default("[]") @AnyNames
        List<Map<String, String>> start,

        @Description("Runs of each trial, with different seeds; the trial's value is their mean")
        @Default("1")
        @Range(min = 1, max = 1000)
        int repeats,

        @Description("Jobs that may run at once: job j depends on the results of the jobs up to j - lag"
                + " alone, so a study has the same results for any number of workers")
        @Default("4")
        @Range(min = 1, max = 1000)
        int lag,

        @Description("Whether to use all results known at the time: workers never wait, but studies are not repeatable")
        @Default("false")
        boolean eager,

        @Description("Concurrent trials on this machine; 0 for the number of processors, at most 'lag'. Results do not"
                + " depend on it")
        @Default("0")
        @Range(min = 0, max = 1000)
        int workers,

        @Description(
                "Where trials run: as threads of this program, or in separate processes, so that a trial that runs out of"
                        + " memory does not affect others. Results do not depend on it")
        @Default("threads")
        Place where,

        @Description(
                "Address of a Spark cluster that runs the trials, such as spark://host:7077; empty for this machine alone."
                        + " Results do not depend on it")
        @Default("''")
        String cluster,

        @Description("Which trials are exported and proven at the end; only the best one is tested") @Default("best")
        Keep keep) {
    /** Copies the lists. */
    public TuneConfig {
        objective = List.copyOf(objective);
        constraints = List.copyOf(constraints);
        start = List.copyOf(start);
        if (objective.isEmpty()) {
            throw new IllegalArgumentException("'objective' needs a quantity to optimize, for example validation.loss");
        }
        if (objective.stream().map(ObjectiveConfig::name).distinct().count() < objective.size()) {
            throw new IllegalArgumentException("'objective' must name each quantity once, but names "
                    + String.join(
                            ", ", objective.stream().map(ObjectiveConfig::name).toList()));
        }
    }

    /** A quantity and its direction. */
    @Shorthand
    public record ObjectiveConfig(
            @Description("The quantity, for example validation.accuracy")
            String name,

            @Description(
                    "Direction of optimization; 'auto' for the quantity's own: less loss, more accuracy, fewer parameters")
            @Default("auto")
            Direction direction) {}

    /** The direction of an objective. */
    public enum Direction {
        /** The direction of the quantity. */
        AUTO,
        /** Smaller is better. */
        MINIMIZE,
        /** Larger is better. */
        MAXIMIZE
    }

    /** The budget; whichever limit is reached first ends the search. Running trials are finished. */
    public record BudgetConfig(
            @Description("Trials; 0 for no limit on their number") @Default("50") @Range(min = 0)
            int trials,

            @Description("Minutes during which any process works on the study; 0 for no limit on time")
            @Default("0")
            @Range(min = 0)
            double minutes) {
        /** Checks that there is a limit. */
        public BudgetConfig {
            if (trials == 0 && minutes == 0) {
                throw new IllegalArgumentException(
                        "a budget needs a limit, but 'trials' and 'minutes' are both 0; set one of them");
            }
        }

        /** Most trials. */
        public int mostTrials() {
            return trials == 0 ? Limits.UNLIMITED : trials;
        }

        /** Most minutes. */
        public double mostMinutes() {
            return minutes == 0 ? Double.POSITIVE_INFINITY : minutes;
        }
    }

    /** The place where trials run. */
    public enum Place {
        /** As threads of this program. */
        THREADS,
        /** In separate processes. */
        PROCESSES
    }

    /** The trials to export. */
    public enum Keep {
        /** The best. */
        BEST,
        /** The Pareto front of several objectives. */
        FRONT,
        /** All completed trials. */
        ALL
    }
}
