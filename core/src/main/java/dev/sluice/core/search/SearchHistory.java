package dev.sluice.core.search;

import dev.sluice.core.kernel.CounterRandom;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * A study as visible to one job: the input of all decisions of samplers and pruners. Immutable.
 *
 * @param space the search space
 * @param objectives at least one
 * @param limits of the study
 * @param seed of the study
 * @param trials all trials started before, by number and without gaps; the next one's number is their count
 * @param rejected candidates that were rejected for the next trial so far, in order
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record SearchHistory(
        SearchSpace space,
        List<Objective> objectives,
        Limits limits,
        long seed,
        List<Trial> trials,
        List<Rejection> rejected) {
    /** Copies the lists. */
    public SearchHistory {
        objectives = List.copyOf(objectives);
        trials = List.copyOf(trials);
        rejected = List.copyOf(rejected);
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("a study needs at least one objective, but has none");
        }
        if (!trials.isEmpty() && trials.getLast().number() != trials.size() - 1) {
            throw new IllegalArgumentException("trials must be numbered from 0 without gaps, but the last of "
                    + trials.size() + " has the number " + trials.getLast().number());
        }
    }

    /** A study without trials. */
    public static SearchHistory empty(SearchSpace space, List<Objective> objectives, Limits limits, long seed) {
        return new SearchHistory(space, objectives, limits, seed, List.of(), List.of());
    }

    /** The number of the next trial. */
    public int next() {
        return trials.size();
    }

    /** Returns whether another trial may be started. */
    public boolean mayStart() {
        return next() < limits.trials();
    }

    /**
     * Random numbers for one decision, which depend on the next trial's number and on the number of rejected candidates.
     *
     * @param purpose names the caller and the use; different purposes give unrelated numbers
     */
    public CounterRandom random(String purpose) {
        return CounterRandom.of(seed, "search/" + purpose, ((long) next() << 24) + rejected.size());
    }

    /** All rejected candidates, for past trials and for the next one, in order. */
    public Stream<Rejection> allRejected() {
        return Stream.concat(trials.stream().flatMap(trial -> trial.rejected().stream()), rejected.stream());
    }

    /** This history with other trials. */
    public SearchHistory withTrials(List<Trial> changed) {
        return new SearchHistory(space, objectives, limits, seed, changed, rejected);
    }

    /** This history with other rejected candidates for the next trial. */
    public SearchHistory withRejected(List<Rejection> changed) {
        return new SearchHistory(space, objectives, limits, seed, trials, changed);
    }

    /** This history with a limit that permits no further trial. */
    public SearchHistory withoutNewTrials() {
        return new SearchHistory(space, objectives, new Limits(next(), limits.steps()), seed, trials, rejected);
    }
}
