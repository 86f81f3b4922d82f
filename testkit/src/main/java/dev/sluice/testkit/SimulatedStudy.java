package dev.sluice.testkit;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Proposal;
import dev.sluice.core.search.Proposer;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A study whose trials cost nothing. Each job sees the results of the jobs up to {@code lag} before it, as a study with
 * several workers would have it.
 */
final class SimulatedStudy {
    private final SearchHistory empty;
    private final Proposer proposer;
    private final Pruner pruner;
    private final TrialModel model;
    private final int lag;
    /** Observer of each trial after each of its jobs. */
    private final List<List<Result>> results = new ArrayList<>();

    private record Result(int job, Trial trial) {}

    /** The outcomes of trials. */
    interface TrialModel {
        /** The values of each objective after a step. */
        List<Double> values(int trial, Assignment assignment, int step);

        /** The outcome of a trial that reached a step. */
        default Outcome outcome(int trial, Assignment assignment, int step, Outcome byItself) {
            return byItself;
        }
    }

    /**
     * A study.
     *
     * @param empty the history before its first job
     * @param lag 1 if each job sees all that were before it
     */
    SimulatedStudy(
            SearchHistory empty, Sampler sampler, Constraint constraint, Pruner pruner, TrialModel model, int lag) {
        this.empty = empty;
        this.proposer = new Proposer(sampler, constraint, List.of());
        this.pruner = pruner;
        this.model = model;
        this.lag = lag;
    }

    /**
     * Runs to the end.
     *
     * @param before hears the history that each job sees
     * @return all trials as the last job left them
     */
    List<Trial> run(Consumer<SearchHistory> before) {
        SearchHistory now = empty;
        int most = 1000 * (1 + empty.limits().steps());
        for (int job = 0; job < most; job++) {
            now = history(job, now);
            before.accept(now);
            Job next = pruner.next(now);
            switch (next) {
                case Job.Start start -> {
                    require(now.mayStart(), next, "no further trial may start");
                    requireSteps(next, start.steps(), 0);
                    if (proposer.propose(now) instanceof Proposal.Next found) {
                        results.add(new ArrayList<>());
                        work(
                                job,
                                now,
                                found.assignment(),
                                found.rejected(),
                                results.size() - 1,
                                start.steps(),
                                List.of());
                    } else {
                        now = now.withoutNewTrials();
                    }
                }
                case Job.Continue on -> {
                    require(
                            on.trial() >= 0 && on.trial() < now.next(),
                            next,
                            "there are trials 0 to " + (now.next() - 1) + " alone");
                    Trial trial = now.trials().get(on.trial());
                    require(trial.outcome() instanceof Outcome.Paused, next, "the trial is " + trial.outcome());
                    requireSteps(next, on.steps(), trial.granted());
                    work(
                            job,
                            now,
                            trial.assignment(),
                            trial.rejected(),
                            trial.number(),
                            on.steps(),
                            trial.measurements());
                }
                case Job.Idle idle ->
                    require(
                            now.trials().stream().anyMatch(Trial::isPending),
                            next,
                            "no trial is pending, so nothing more will ever be known");
                case Job.Done done -> {
                    return history(Integer.MAX_VALUE, now).trials();
                }
            }
        }
        throw new ContractViolation("a study of " + empty.limits() + " must end, but is still handing out jobs after "
                + most + ". next() must say Done when no trial may start and none is to go on.");
    }

    private void requireSteps(Job job, int steps, int granted) {
        require(
                steps > granted && steps <= empty.limits().steps(),
                job,
                "steps must be more than the " + granted + " granted and at most the "
                        + empty.limits().steps() + " of a trial");
    }

    private static void require(boolean legal, Job job, String why) {
        if (!legal) {
            throw new ContractViolation(
                    "a job must be one that can be done, but next() said " + job + ", and " + why + ".");
        }
    }

    private void work(
            int job,
            SearchHistory seen,
            Assignment assignment,
            List<Rejection> rejected,
            int number,
            int steps,
            List<Measurement> earlier) {
        List<Measurement> measurements = new ArrayList<>(earlier);
        int whole = empty.limits().steps();
        int first = earlier.isEmpty() ? 1 : earlier.getLast().step() + 1;
        Outcome outcome = new Outcome.Paused();
        for (int step = first; step <= steps && outcome instanceof Outcome.Paused; step++) {
            List<Double> values = model.values(number, assignment, step);
            measurements.add(new Measurement(step, values));
            Trial running = new Trial(number, assignment, rejected, steps, measurements, new Outcome.Pending());
            Outcome byItself = step == whole
                    ? values.stream().allMatch(Double::isFinite)
                            ? new Outcome.Completed(values)
                            : new Outcome.Diverged()
                    : pruner.stops(seen, running) ? new Outcome.Pruned() : new Outcome.Paused();
            outcome = model.outcome(number, assignment, step, byItself);
        }
        results.get(number).add(new Result(job, new Trial(number, assignment, rejected, steps, measurements, outcome)));
    }

    /** The facts available to a job. */
    private SearchHistory history(int job, SearchHistory before) {
        List<Trial> trials = new ArrayList<>();
        for (List<Result> ofTrial : results) {
            Trial last = ofTrial.getLast().trial();
            List<Measurement> seen = List.of();
            boolean pending = true;
            for (Result result : ofTrial) {
                if (result.job() <= job - (long) lag) {
                    seen = result.trial().measurements();
                    pending = result.job() != ofTrial.getLast().job();
                }
            }
            trials.add(pending ? last.withMeasurements(seen).with(new Outcome.Pending()) : last);
        }
        return before.withTrials(trials);
    }
}
