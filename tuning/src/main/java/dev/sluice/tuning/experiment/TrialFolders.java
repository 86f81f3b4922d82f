package dev.sluice.tuning.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The folders of the trials' runs: {@code 0007}, and {@code 0007-2} for the second repeat.
 *
 * @param trials the folder that contains them
 */
public record TrialFolders(Path trials) {
    /** The folder of a run. */
    public Path of(int trial, int repeat) {
        String name = String.format(Locale.ROOT, "%04d", trial);
        return trials.resolve(repeat == 0 ? name : name + "-" + (repeat + 1));
    }

    /** The folders of a trial's runs that exist, of at most so many repeats. */
    public List<Path> existing(int trial, int repeats) {
        return IntStream.range(0, repeats)
                .mapToObj(repeat -> of(trial, repeat))
                .filter(Files::isDirectory)
                .toList();
    }
}
