package dev.sluice.core.experiment.comparison;

import dev.sluice.core.experiment.comparison.IndexFile.Entry;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code .index} in a folder of runs: the facts of the runs that have ended, so that lists need not read each run's files. A run is
 * read anew if the time or size of one of its files has changed; the index may be deleted at any time. Processes replace it
 * atomically, each with what is true when it reads.
 */
final class RunIndex {
    /** Name of the file in the folder of runs. */
    static final String FILE = ".index";

    /** A file that changed less than this ago may change again without a change of its time, which file systems round. */
    private static final long SETTLED = TimeUnit.SECONDS.toNanos(2);

    /** A run with more facts is read each time, so that a single one cannot make the index large. */
    private static final int MOST_FACTS = 5_000;

    private final Path folder;
    private final Map<String, Entry> known = new HashMap<>();

    private RunIndex(Path folder) {
        this.folder = folder;
    }

    /** The facts of all runs of a folder, oldest first. */
    static List<RunFacts> facts(Runs runs) {
        RunIndex index = new RunIndex(runs.folder());
        index.read();
        return index.facts(runs.list());
    }

    private void read() {
        try {
            IndexFile.decode(Files.readAllBytes(folder.resolve(FILE)))
                    .ifPresent(entries -> entries.forEach(entry -> known.put(entry.id(), entry)));
        } catch (IOException e) {
            // Not there, or not readable: everything is read from the runs.
            known.clear();
        }
    }

    /**
     * A run's facts.
     *
     * @param entry in the index; null if the run must be read each time
     * @param isNew whether the index did not have the entry
     */
    private record Row(RunFacts facts, @Nullable Entry entry, boolean isNew) {}

    private List<RunFacts> facts(List<Run> runs) {
        Optional<Path> next = Optional.empty();
        List<Optional<Entry>> still = runs.parallelStream().map(this::still).toList();
        boolean isComplete = still.stream().allMatch(Optional::isPresent);
        if (!isComplete) {
            next = newFile();
        }
        long settled = next.map(RunIndex::time).orElse(Long.MIN_VALUE) - SETTLED;
        List<Row> rows = IntStream.range(0, runs.size())
                .parallel()
                .mapToObj(i -> still.get(i)
                        .map(entry -> new Row(new RunFacts(runs.get(i), entry.facts()), entry, false))
                        .orElseGet(() -> read(runs.get(i), settled)))
                .toList();
        next.ifPresent(file -> replace(file, rows));
        return rows.stream().map(Row::facts).toList();
    }

    private Optional<Entry> still(Run run) {
        Entry entry = known.get(run.id());
        return entry != null && entry.stamp().isStill(run.path()) ? Optional.of(entry) : Optional.empty();
    }

    private static Row read(Run run, long settled) {
        try {
            Stamp stamp = Stamp.of(run.path());
            RunFacts facts = RunFacts.of(run);
            boolean lasts = stamp.newest() < settled && isIndexable(facts, stamp) && stamp.isStill(run.path());
            return new Row(facts, lasts ? new Entry(run.id(), stamp, facts.groups()) : null, lasts);
        } catch (IOException e) {
            return new Row(RunFacts.of(run), null, false);
        }
    }

    /**
     * The state of a run that has not ended depends on its process, not on its files alone; and a file whose reading failed may be
     * readable the next time.
     */
    private static boolean isIndexable(RunFacts facts, Stamp stamp) {
        List<String> names = facts.names();
        return facts.group(FactGroup.RUN).containsKey("ended")
                && names.size() <= MOST_FACTS
                && (!names.contains(RunFacts.UNREADABLE)
                        || stamp.isReadable(facts.run().path()));
    }

    /** A file for the next index, made before the runs are read: its time tells what has settled, by the clock that dates them. */
    private Optional<Path> newFile() {
        try {
            return Optional.of(Files.createTempFile(folder, FILE, ".tmp"));
        } catch (IOException e) {
            // A folder that can only be read works without an index.
            return Optional.empty();
        }
    }

    private static long time(Path file) {
        try {
            return Stamp.nanos(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Long.MIN_VALUE + SETTLED;
        }
    }

    private void replace(Path file, List<Row> rows) {
        try {
            List<Entry> entries =
                    rows.stream().map(Row::entry).filter(Objects::nonNull).toList();
            if (entries.size() != known.size() || rows.stream().anyMatch(Row::isNew)) {
                Files.write(file, IndexFile.encode(entries));
                Files.move(
                        file,
                        folder.resolve(FILE),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The disk is full, or the folder went away: the next list reads the runs again.
            file.toFile().delete();
        }
    }
}
