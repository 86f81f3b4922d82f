package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * Allocates a study's steps to promising trials: decides each job, and stops trials early.
 *
 * <p>A pure function, as a {@link Sampler} is. {@link #next} is called once for each job. While a job runs, {@link #stops}
 * is called after each step but a trial's last, always with the history as of the start of the job, without later results of
 * other trials. A stopped trial has ended; a trial that reached the steps it was granted is paused and keeps a checkpoint,
 * from which {@link Job.Continue} resumes it.
 *
 * <p>With several objectives, the rule by which trials are compared is the implementation's; {@link Ranking} offers one.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Pruner {
    /**
     * Returns whether to stop a trial.
     *
     * @param history as of the start of the trial's job
     * @param trial pending, with all its measurements up to now; at least one. In {@code history} it is as of the start of
     *     the job.
     */
    boolean stops(SearchHistory history, Trial trial);

    /** The next job. By default it starts a trial that runs to its end, up to the limit of trials. */
    default Job next(SearchHistory history) {
        return history.mayStart() ? new Job.Start(history.limits().steps()) : new Job.Done();
    }
}
