package dev.sluice.tuning.experiment;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the runs of trials are: {@code 0007}, and {@code 0007-2} for the second repeat.
 *
 * @param trials the folder of all
 */
record TrialFolders(Path trials) {
    /** The folder of a run. */
    Path of(int trial, int repeat) {
        String name = String.format(Locale.ROOT, "%04d", trial);
        return trials.resolve(repeat == 0 ? name : name + "-" + (repeat + 1));
    }
}
