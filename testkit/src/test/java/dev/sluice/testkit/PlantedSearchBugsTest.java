package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Classic bugs of samplers and pruners. */
class PlantedSearchBugsTest {
    private static final String FITS = "each suggestion is an assignment of the space";
    private static final String SAME_SUGGESTION = "the same history gives the same suggestion";
    private static final String LEADS_ON = "a rejected candidate leads to another";
    private static final String BORNE = "trials that come to nothing are borne";
    private static final String JOBS = "jobs can be done and come to an end";
    private static final String SAME_DECISION = "the same history gives the same decision";

    private static final Sampler RANDOM = history -> history.space().sample(history.random("random"), 0);
    private static final Pruner NEVER = (history, trial) -> false;

    @Test
    void rightOnes_keepEveryPromise() {
        assertThat(Findings.of(SamplerChecks.of(() -> RANDOM))).isEmpty();
        assertThat(Findings.of(PrunerChecks.of(() -> NEVER))).isEmpty();
    }

    @Test
    void samplerThatForgetsConditions_isNamed() {
        Sampler sampler = history -> {
            Map<String, Object> values = new LinkedHashMap<>();
            CounterRandom random = history.random("all");
            List<Dimension> dimensions = history.space().dimensions();
            for (int i = 0; i < dimensions.size(); i++) {
                values.put(dimensions.get(i).name(), dimensions.get(i).domain().fromUnit(random.real(i)));
            }
            return Assignment.of(values);
        };
        assertFound(SamplerChecks.of(() -> sampler), FITS, "takes part only where 'cell' is", "SearchSpace.fromUnit");
    }

    @Test
    void samplerThatLeavesTheRange_isNamed() {
        Sampler sampler = history -> {
            Map<String, Object> values =
                    new LinkedHashMap<>(RANDOM.suggest(history).values());
            values.computeIfPresent("share", (name, value) -> (Double) value + history.next() * 0.1);
            return Assignment.of(values);
        };
        assertFound(SamplerChecks.of(() -> sampler), FITS, "'share' must be in its domain");
    }

    @Test
    void samplerThatCountsItsCalls_isNamed() {
        assertFound(
                SamplerChecks.of(() -> {
                    AtomicInteger calls = new AtomicInteger();
                    return history -> history.space()
                            .sample(CounterRandom.of(history.seed(), "mine", 0), calls.getAndIncrement());
                }),
                SAME_SUGGESTION,
                "Keep nothing between calls");
    }

    @Test
    void samplerOfASeedOfItsOwn_isNamed() {
        AtomicInteger instances = new AtomicInteger();
        assertFound(
                SamplerChecks.of(() -> {
                    int seed = instances.incrementAndGet();
                    return history -> history.space()
                            .sample(
                                    CounterRandom.of(seed, "mine", history.next()),
                                    history.rejected().size());
                }),
                SAME_SUGGESTION,
                "by another instance, as after a restart");
    }

    @Test
    void samplerThatInsists_isNamed() {
        Sampler sampler = history -> history.space().sample(CounterRandom.of(history.seed(), "x", history.next()), 0);
        assertFound(SamplerChecks.of(() -> sampler), LEADS_ON, "again and again", "history.random");
    }

    @Test
    void samplerThatTakesEveryTrialForCompleted_isNamed() {
        Sampler sampler = history -> {
            history.trials().forEach(trial -> ((Outcome.Completed) trial.outcome()).values());
            return RANDOM.suggest(history);
        };
        assertFound(SamplerChecks.of(() -> sampler), BORNE, "fails: ClassCastException");
    }

    @Test
    void samplerThatStopsTooEarly_isNamed() {
        Sampler sampler = new Sampler() {
            @Override
            public Assignment suggest(SearchHistory history) {
                return RANDOM.suggest(history);
            }

            @Override
            public boolean isExhausted(SearchHistory history) {
                return history.next() >= 5;
            }
        };
        assertFound(
                SamplerChecks.of(() -> sampler),
                "a finite space is searched to its end",
                "of 12 assignments",
                "after 5");
    }

    @Test
    void samplerThatNeverLooksAtItsSecondObjective_mayRefuse() {
        Sampler refusing = new Sampler() {
            @Override
            public Assignment suggest(SearchHistory history) {
                return RANDOM.suggest(history);
            }

            @Override
            public List<String> problems(SearchSpace space, List<Objective> objectives) {
                return objectives.size() > 1 ? List.of(" ") : List.of();
            }
        };
        assertFound(SamplerChecks.of(() -> refusing), "several objectives are searched or refused", "blank");
    }

    @Test
    void prunerThatNeverEnds_isNamed() {
        assertFound(PrunerChecks.of(() -> jobs(history -> new Job.Start(1))), JOBS, "no further trial may start");
        assertFound(
                PrunerChecks.of(() -> jobs(history ->
                        history.mayStart() ? new Job.Start(history.limits().steps()) : new Job.Idle())),
                JOBS,
                "no trial is pending");
    }

    @Test
    void prunerThatPromotesWhatRuns_isNamed() {
        assertFound(
                PrunerChecks.of(() -> jobs(history -> history.next() > 0
                        ? new Job.Continue(history.next() - 1, history.limits().steps())
                        : new Job.Start(1))),
                JOBS,
                "the trial is");
    }

    @Test
    void prunerThatPromotesToWhereATrialIs_isNamed() {
        assertFound(
                PrunerChecks.of(() -> jobs(history -> history.trials().stream()
                        .filter(trial -> trial.outcome() instanceof Outcome.Paused)
                        .findFirst()
                        .<Job>map(trial -> new Job.Continue(trial.number(), trial.granted()))
                        .orElseGet(
                                () -> NEVER.next(history).equals(new Job.Done()) ? new Job.Done() : new Job.Start(1)))),
                JOBS,
                "steps must be more than the 1 granted");
    }

    @Test
    void prunerThatStopsEverything_isNamed() {
        assertFound(PrunerChecks.of(() -> (history, trial) -> true), "a study of healthy trials completes one", "0");
    }

    @Test
    void prunerThatTakesEveryValueForKnown_isNamed() {
        Pruner pruner = (history, trial) -> {
            if (!Double.isFinite(trial.measurements().getLast().values().getFirst())) {
                throw new ArithmeticException("not a number");
            }
            return false;
        };
        assertFound(PrunerChecks.of(() -> pruner), BORNE, "not a number");
    }

    @Test
    void prunerThatRemembersTheBest_isNamed() {
        assertFound(
                PrunerChecks.of(() -> {
                    double[] best = {Double.NEGATIVE_INFINITY};
                    return (history, trial) -> {
                        double value = trial.measurements().getLast().values().getFirst();
                        best[0] = value > best[0] ? value : best[0];
                        return value < best[0] - 0.3;
                    };
                }),
                SAME_DECISION,
                "Keep nothing between calls");
    }

    private interface Jobs {
        Job next(SearchHistory history);
    }

    private static Pruner jobs(Jobs jobs) {
        return new Pruner() {
            @Override
            public boolean stops(SearchHistory history, Trial trial) {
                return false;
            }

            @Override
            public Job next(SearchHistory history) {
                return jobs.next(history);
            }
        };
    }
}
