package dev.sluice.core.experiment;

import dev.sluice.core.train.TrainingEvent;
import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * Receives the progress of a run, on the run's thread.
 *
 * <p>The order: notes from before the folder is there, {@link #started}, notes on the data, then {@link #training} with {@code Started}; for
 * each epoch {@code EpochStarted}, its {@code BatchEnded}, {@code Improved} if its weights are the best, {@code EpochEnded}; {@code
 * Finished}; {@code Resumable} after updates and epochs from which a training can go on; then notes on test, baselines and export. Each event is in the run's files before it comes here, so
 * {@link dev.sluice.core.experiment.record.Run} reads it there. Several observers are joined by one that calls them in turn. An
 * exception ends the run as failed; it can be resumed.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface RunObserver {
    /** The run's folder was created or opened. */
    default void started(Path folder) {}

    /** One line for people: a step begins, or something was found. */
    default void note(String line) {}

    /** An event of the training. */
    default void training(TrainingEvent event) {}

    /** The program is shutting down, for example after Ctrl-C. Called on another thread than the rest. */
    default void interrupted(Path folder) {}

    /** An observer that ignores everything. */
    static RunObserver silent() {
        return new RunObserver() {};
    }
}
