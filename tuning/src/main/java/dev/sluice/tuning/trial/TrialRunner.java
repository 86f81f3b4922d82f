package dev.sluice.tuning.trial;

import dev.sluice.core.search.Outcome;
import java.io.IOException;

/**
 * Runs trials, for example in this process or in worker processes. Called by several threads concurrently, each with a trial
 * of its own.
 *
 * <p>A trial's result must depend on its task alone. A trial that was started by a process that died may be run again, from
 * the same step on, with the files that it left on disk.
 */
public interface TrialRunner extends AutoCloseable {
    /**
     * Runs a trial from {@link TrialTask#from} to {@link TrialTask#steps}.
     *
     * @param judge called after each step, in order, and again for all steps of a trial that is retried; the trial stops once
     *     it returns true
     * @return completed after a trial's last step, also where that comes before {@code steps}; paused at {@code steps}; pruned
     *     where the judge stopped it; diverged or failed where the trial could not be completed. Never pending.
     * @throws IOException if the disk or the network fails: the study stops, and the trial runs again when it is continued
     * @throws InterruptedException after {@link #stop}, with the same consequence
     */
    Outcome run(TrialTask task, StepJudge judge) throws IOException, InterruptedException;

    /** Requests that all running trials save their state and end. Called from another thread, possibly while no trial runs. */
    void stop();

    /** Releases resources; called when no trial runs any more. */
    @Override
    default void close() {}
}
