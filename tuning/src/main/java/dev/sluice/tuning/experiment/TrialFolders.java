package dev.sluice.tuning.experiment;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The folders of the trials' runs: {@code 0007}, and {@code 0007-2} for the second repeat.
 *
 * @param trials the folder that contains them
 */
record TrialFolders(Path trials) {
    /** The folder of a run. */
    Path of(int trial, int repeat) {
        String name = String.format(Locale.ROOT, "%04d", trial);
        return trials.resolve(repeat == 0 ? name : name + "-" + (repeat + 1));
    }
}
