package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * Spends a study's steps where they promise most: says what each job does, and stops trials on the way.
 *
 * <p>A pure function, as a {@link Sampler} is. For each job {@link #next} is asked once. While a job runs, {@link #stops}
 * is asked after each step but a trial's last, always with the history that the job began with: what others reach
 * meanwhile is not in it. A stopped trial is over; one that reached the steps it was granted is paused and keeps a
 * checkpoint, from which {@link Job.Continue} lets it go on.
 *
 * <p>With several objectives, the rule by which trials are compared is the implementation's; {@link Ranking} offers one.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Pruner {
    /**
     * Returns whether a trial is given up.
     *
     * @param history as the trial's job began with it
     * @param trial pending, with all its measurements up to now; at least one. In {@code history} it stands as it was
     *     known when the job began.
     */
    boolean stops(SearchHistory history, Trial trial);

    /** The next job. By default it starts a trial that runs to its end, up to the limit of trials. */
    default Job next(SearchHistory history) {
        return history.mayStart() ? new Job.Start(history.limits().steps()) : new Job.Done();
    }
}
