package dev.sluice.tuning.evidence;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.List;

/**
 * The observations in a history, completed by estimates for samplers that need a finite loss for each trial.
 *
 * <p>A trial that was pruned or paused after step {@code s} at a loss {@code v} gets {@code v} plus the median of what
 * completed trials gained after {@code s}, but no better than the best completed trial: an estimate never becomes the
 * best result. An objective that is not known before the end gets the median of the completed trials. A trial that diverged
 * or failed gets the worst loss of all the others.
 *
 * @param observations of all trials but pending ones, by trial; none unless some trial has a finite loss for each objective
 * @param pending assignments of pending trials; a resumed trial with measurements is an observation instead
 */
public record Evidence(List<Observation> observations, List<Assignment> pending) {
    /** Copies the lists. */
    public Evidence {
        observations = List.copyOf(observations);
        pending = List.copyOf(pending);
    }

    /** The evidence of a history. */
    public static Evidence of(SearchHistory history) {
        return of(history.trials(), history.objectives());
    }

    /** The evidence of the given trials. */
    public static Evidence of(List<Trial> trials, List<Objective> objectives) {
        return new Gathering(trials, objectives).gather();
    }

    /** Losses of the objective at an index, by observation. */
    public double[] losses(int objective) {
        return observations.stream()
                .mapToDouble(each -> each.losses().get(objective))
                .toArray();
    }
}
