package dev.sluice.core.experiment.comparison;

import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The times and sizes of the files that a run's facts are read from: if they are still the same, so are the facts.
 *
 * @param folder time of the folder, which changes whenever a file is created, replaced or removed
 * @param times of the files, in the order of {@link #FILES}; {@link #MISSING} for those that are not there
 * @param sizes of the files, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by isStill
record Stamp(long folder, long[] times, long[] sizes) {
    /** The files that {@link RunFacts} reads. */
    static final List<RunFile> FILES = List.of(
            RunFile.STATUS,
            RunFile.EXPERIMENT,
            RunFile.PROVENANCE,
            RunFile.RESULTS,
            RunFile.SUMS,
            RunFile.METRICS,
            RunFile.NOTES,
            RunFile.GROUP);

    static final long MISSING = Long.MIN_VALUE;

    /** The present stamp of a run's folder. */
    static Stamp of(Path folder) throws IOException {
        long[] times = new long[FILES.size()];
        long[] sizes = new long[FILES.size()];
        long changed = nanos(attributes(folder));
        for (int i = 0; i < times.length; i++) {
            Path file = FILES.get(i).in(folder);
            times[i] = MISSING;
            if (Files.exists(file)) {
                BasicFileAttributes attributes = attributes(file);
                times[i] = nanos(attributes);
                sizes[i] = attributes.size();
            }
        }
        return new Stamp(changed, times, sizes);
    }

    /** Returns whether a folder still has this stamp. Files that were missing are looked for only if the folder has changed. */
    boolean isStill(Path run) {
        try {
            if (nanos(attributes(run)) != folder) {
                return false;
            }
            for (int i = 0; i < times.length; i++) {
                if (times[i] != MISSING) {
                    BasicFileAttributes now = attributes(FILES.get(i).in(run));
                    if (nanos(now) != times[i] || now.size() != sizes[i]) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether all files of the stamp can be read by this process. */
    boolean isReadable(Path run) {
        return IntStream.range(0, times.length)
                .filter(i -> times[i] != MISSING)
                .allMatch(i -> Files.isReadable(FILES.get(i).in(run)));
    }

    /** The newest time in it, in nanoseconds since 1970. */
    long newest() {
        return Math.max(folder, Arrays.stream(times).max().orElse(MISSING));
    }

    /** The time of a file, in nanoseconds since 1970. */
    static long nanos(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }
}
