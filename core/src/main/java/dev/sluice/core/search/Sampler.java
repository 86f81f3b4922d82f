package dev.sluice.core.search;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Suggests the assignments of trials.
 *
 * <p>A pure function: the same history gives the same assignment, in any process and thread. An implementation keeps no
 * state and takes random numbers from {@link SearchHistory#random} alone. One instance serves many studies and threads.
 *
 * <p>Called once for each trial, except where a fixed starting point takes its place, and again if the candidate was tried
 * before or violates a constraint: then the history holds it in {@link SearchHistory#rejected}, and the random numbers
 * differ. A sampler need not avoid duplicates; after several rejected candidates {@link Proposer} draws at random.
 *
 * <p>The history may hold trials that are pending, paused, pruned, diverged or failed, with measurements that are NaN or
 * infinite, and several objectives unless {@link #problems} rejects them.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Sampler {
    /** An assignment of the history's space for trial number {@link SearchHistory#next}. */
    Assignment suggest(SearchHistory history);

    /** The reasons why it does not support such a study, one sentence each; empty if it does. Called before a study starts. */
    default List<String> problems(SearchSpace space, List<Objective> objectives) {
        return List.of();
    }

    /**
     * Returns whether there is nothing left to suggest, so that no further trial starts. By default, once every assignment of a
     * finite space was tried or violated a constraint.
     */
    default boolean isExhausted(SearchHistory history) {
        OptionalLong size = history.space().size();
        if (size.isEmpty() || history.trials().size() + history.allRejected().count() < size.getAsLong()) {
            return false;
        }
        Set<Assignment> done = new HashSet<>();
        history.trials().forEach(trial -> done.add(trial.assignment()));
        history.allRejected().filter(Rejection::broken).forEach(each -> done.add(each.assignment()));
        return done.size() >= size.getAsLong();
    }
}
