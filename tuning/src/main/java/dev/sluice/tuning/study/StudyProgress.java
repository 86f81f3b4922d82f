package dev.sluice.tuning.study;

import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import java.util.List;
import org.apiguardian.api.API;

/**
 * How a study stands.
 *
 * @param trials all that were started, by number
 * @param objectives what is optimized
 * @param budget what it may spend
 * @param seconds for which anybody has worked on it
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record StudyProgress(List<Trial> trials, List<Objective> objectives, Budget budget, double seconds) {
    /** Copies the lists. */
    public StudyProgress {
        trials = List.copyOf(trials);
        objectives = List.copyOf(objectives);
    }

    /** How many trials ended in a way, or have not ended. */
    public int count(Class<? extends Outcome> kind) {
        return (int) trials.stream()
                .filter(trial -> kind.isInstance(trial.outcome()))
                .count();
    }

    /** How many trials were tried: all but those that are under way. */
    public int tried() {
        return trials.size() - count(Outcome.Pending.class);
    }

    /** The best trial so far, or a Pareto front of such. */
    public List<Trial> best() {
        return Best.of(trials, objectives);
    }

    /** Seconds that the rest is going to take if it goes on like this; NaN while nothing is known. */
    public double secondsLeft() {
        double byTime = budget.minutes() * 60 - seconds;
        double byTrials = !budget.hasTrials()
                ? Double.POSITIVE_INFINITY
                : tried() == 0 ? Double.NaN : seconds / tried() * (budget.trials() - tried());
        double left = Double.isNaN(byTrials) && Double.isFinite(byTime) ? byTime : Math.min(byTrials, byTime);
        return Math.max(0, left);
    }
}
