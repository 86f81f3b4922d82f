package dev.sluice.core.experiment;

import dev.sluice.core.train.TrainingEvent;
import java.nio.file.Path;

/** Hears what a run does, on the thread that runs. */
public interface RunObserver {
    /** The folder of the run is there. */
    default void started(Path folder) {}

    /** A step begins or has found something: one line for people. */
    default void note(String line) {}

    /** Training tells something. */
    default void training(TrainingEvent event) {}

    /** The program is being ended from outside, for example by Ctrl-C. On another thread than the rest. */
    default void interrupted(Path folder) {}

    /** One that hears nothing. */
    static RunObserver silent() {
        return new RunObserver() {};
    }
}
