package dev.sluice.tuning.study;

import dev.sluice.core.search.Trial;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** Receives the progress of a study in this process. Called by its workers' threads, one call at a time except for notes. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface StudyObserver {
    /** The study was created or opened in a folder. */
    default void started(Path folder) {}

    /** A message for the user, one line. May come while another call has not returned. */
    default void note(String line) {}

    /**
     * A trial reported an intermediate measurement.
     *
     * @param progress computed on demand
     */
    default void stepped(Trial trial, Supplier<StudyProgress> progress) {}

    /**
     * A trial was completed, paused or pruned, or it diverged or failed.
     *
     * @param progress computed on demand
     */
    default void ended(Trial trial, Supplier<StudyProgress> progress) {}

    /** The program is being terminated, for example by Ctrl-C. Called on another thread than the other methods. */
    default void interrupted(Path folder) {}

    /** An observer that ignores all calls. */
    static StudyObserver silent() {
        return new StudyObserver() {};
    }
}
