package dev.sluice.core.experiment;

import dev.sluice.core.train.TrainingEvent;
import java.nio.file.Path;
import org.apiguardian.api.API;

/** Receives the progress of a run, on the run's thread. */
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
