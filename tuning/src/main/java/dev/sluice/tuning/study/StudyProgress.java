package dev.sluice.tuning.study;

import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The progress of a study.
 *
 * @param trials all trials that were started, by number
 * @param objectives of the study
 * @param budget of the study
 * @param seconds during which at least one process worked on it
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record StudyProgress(List<Trial> trials, List<Objective> objectives, Budget budget, double seconds) {
    /** Copies the lists. */
    public StudyProgress {
        trials = List.copyOf(trials);
        objectives = List.copyOf(objectives);
    }

    /** The number of trials with an outcome of the given type. */
    public int count(Class<? extends Outcome> kind) {
        return (int) trials.stream()
                .filter(trial -> kind.isInstance(trial.outcome()))
                .count();
    }

    /** The number of trials that are not pending. */
    public int tried() {
        return trials.size() - count(Outcome.Pending.class);
    }

    /** The best trial so far, or with several objectives the Pareto front. */
    public List<Trial> best() {
        return Best.of(trials, objectives);
    }

    /** Estimated seconds until the budget is spent, from the pace so far; NaN while there is no estimate. */
    public double secondsLeft() {
        double byTime = budget.minutes() * 60 - seconds;
        double byTrials = !budget.hasTrials()
                ? Double.POSITIVE_INFINITY
                : tried() == 0 ? Double.NaN : seconds / tried() * (budget.trials() - tried());
        double left = Double.isNaN(byTrials) && Double.isFinite(byTime) ? byTime : Math.min(byTrials, byTime);
        return Math.max(0, left);
    }
}
