package dev.sluice.tuning.study;

import dev.sluice.core.search.Trial;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** Hears what this process does on a study. Calls come from its workers' threads, one at a time. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface StudyObserver {
    /** The folder of the study is there. */
    default void started(Path folder) {}

    /** A line for people. */
    default void note(String line) {}

    /**
     * A trial was measured on its way.
     *
     * @param progress made when asked for
     */
    default void stepped(Trial trial, Supplier<StudyProgress> progress) {}

    /**
     * A trial was completed, paused, pruned, or broke off.
     *
     * @param progress made when asked for
     */
    default void ended(Trial trial, Supplier<StudyProgress> progress) {}

    /** The program is being ended from outside, for example by Ctrl-C. On another thread than the rest. */
    default void interrupted(Path folder) {}

    /** One that hears nothing. */
    static StudyObserver silent() {
        return new StudyObserver() {};
    }
}
