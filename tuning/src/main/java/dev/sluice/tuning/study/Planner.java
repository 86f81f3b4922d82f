package dev.sluice.tuning.study;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.error.Contributed;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Proposal;
import dev.sluice.core.search.Proposer;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.Work;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Decides the work of a job. A pure function of the history that is visible to the job. */
final class Planner {
    /** The number of failed trials, without any other, after which the study stops. */
    private static final int HOPELESS = 10;

    private final Sampler sampler;
    private final Pruner pruner;
    private final Proposer proposer;

    Planner(StudyDefinition definition) {
        this.sampler = definition.sampler();
        this.pruner = definition.pruner();
        this.proposer = new Proposer(definition.sampler(), definition.constraint(), definition.startingPoints());
    }

    /** A decision. */
    sealed interface Decision {}

    /** The job has work. */
    record ToDo(Work work) implements Decision {}

    /**
     * The study has no further jobs.
     *
     * @param reason one sentence, for messages
     */
    record Done(String reason) implements Decision {}

    /** Decides from a history. */
    Decision decide(SearchHistory history) {
        if (isHopeless(history)) {
            return new Done("all trials have failed" + Best.firstFailure(history.trials()));
        }
        return switch (next(history)) {
            case Job.Start start -> start(history, start);
            case Job.Continue further -> new ToDo(checked(history, further));
            case Job.Idle idle -> idle(history);
            case Job.Done done ->
                new Done(history.mayStart() ? "the pruner has nothing left to do" : "all trials are done");
        };
    }

    private Job next(SearchHistory history) {
        return asked("pruner", pruner, () -> pruner.next(history));
    }

    /**
     * Calls a component. A plugin's own failures say whose they are.
     *
     * @param kind in words
     */
    static <T> T asked(String kind, Object component, Supplier<T> question) {
        try {
            return question.get();
        } catch (SluiceException | UncheckedIOException | CancellationException told) {
            throw told;
        } catch (RuntimeException e) {
            throw new StudyException("the " + kind + " (" + Contributed.describe(component) + ") failed: " + e, e);
        }
    }

    private Decision start(SearchHistory history, Job.Start start) {
        if (!history.mayStart()) {
            throw new BrokenPromiseException(
                    pruner,
                    "must start no trial beyond the limit of "
                            + history.limits().trials() + ", but 'next' does; ask history.mayStart()");
        }
        return switch (asked("sampler", sampler, () -> proposer.propose(history))) {
            case Proposal.Next next ->
                new ToDo(new Work.Start(
                        history.next(), granted(history, start.steps(), 0), next.assignment(), next.rejected()));
            case Proposal.Exhausted exhausted -> exhausted(history.withoutNewTrials(), exhausted.reason());
        };
    }

    /** Decides when no trial can be started: resumes a paused one if the pruner says so. */
    private Decision exhausted(SearchHistory history, String reason) {
        return switch (next(history)) {
            case Job.Continue further -> new ToDo(checked(history, further));
            case Job.Idle idle -> idle(history);
            default -> new Done(reason);
        };
    }

    private static Decision idle(SearchHistory history) {
        return history.trials().stream().anyMatch(Trial::isPending)
                ? new ToDo(new Work.Idle())
                : new Done("the pruner waits, but no trial is pending");
    }

    private Work.Continue checked(SearchHistory history, Job.Continue further) {
        boolean paused = further.trial() >= 0
                && further.trial() < history.next()
                && history.trials().get(further.trial()).outcome() instanceof Outcome.Paused;
        if (!paused) {
            throw new BrokenPromiseException(
                    pruner, "must continue a paused trial, but 'next' continues trial " + further.trial());
        }
        int before = history.trials().get(further.trial()).granted();
        return new Work.Continue(further.trial(), granted(history, further.steps(), before));
    }

    private int granted(SearchHistory history, int steps, int before) {
        if (steps <= before) {
            throw new BrokenPromiseException(
                    pruner, "must grant more steps than the " + before + " before, but 'next' grants " + steps);
        }
        return Math.min(steps, history.limits().steps());
    }

    private static boolean isHopeless(SearchHistory history) {
        boolean onlyFailures = history.trials().stream()
                .allMatch(trial -> trial.isPending() || trial.outcome() instanceof Outcome.Failed);
        return onlyFailures
                && history.trials().stream().filter(trial -> !trial.isPending()).count() >= HOPELESS;
    }
}
