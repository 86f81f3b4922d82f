package dev.sluice.tuning.trial;

import dev.sluice.core.search.Outcome;
import java.io.IOException;

/**
 * Carries out trials: in this process, in worker processes, or wherever an implementation brings them. Called by several
 * threads at once, each with a trial of its own.
 *
 * <p>A trial's result must depend on its task alone. A trial that was begun by a process that is gone may come again, from
 * the same step on; what it kept on disk is then still there.
 */
public interface TrialRunner extends AutoCloseable {
    /**
     * Takes a trial on from {@link TrialTask#from} to {@link TrialTask#steps}.
     *
     * @param judge to be told of each step, in order, and of all of them again where a trial is tried again; once it says so,
     *     the trial is given up
     * @return completed after a trial's last step, also where that comes before {@code steps}; paused at {@code steps}; pruned
     *     where the judge said so; diverged or failed where the trial could not be brought to its end. Never pending.
     * @throws IOException if the disk or the network fails: the study stops, and the trial is taken up again another time
     * @throws InterruptedException after {@link #stop}: the same
     */
    Outcome run(TrialTask task, StepJudge judge) throws IOException, InterruptedException;

    /** Asks all trials under way to save what they have and to end; called from another thread, also while none is under way. */
    void stop();

    /** Frees what it holds; no trial runs any more. */
    @Override
    default void close() {}
}
