package dev.sluice.core.experiment.record;

import dev.sluice.core.file.WholeFile;
import dev.sluice.core.train.EpochReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of a run, while the run is writing it. It holds {@link RunFile}s and {@code checkpoints/}. */
public final class RunFolder implements AutoCloseable {
    /** The form of a run's id: start time in UTC, name of the experiment, and a random suffix. */
    static final String ID = "\\d{8}-\\d{6}-[a-z0-9-]+-[0-9a-f]{4}";

    private static final int SUFFIX_LENGTH = 5;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int TIME_LENGTH = 15;
    private static final int MOST_ATTEMPTS = 1000;
    private static final int SLUG_LENGTH = 40;

    private final Path path;
    private final RunLock lock;
    private final Lease lease;
    private final JsonLines events;
    private final JsonLines metrics;
    private RunStatus status;
    private Optional<ResourceLog> resources = Optional.empty();

    private RunFolder(Path path, RunLock lock, Instant started, @Nullable Instant resumed) throws IOException {
        this.path = path;
        this.lock = lock;
        this.lease = Lease.take(path);
        this.status = RunStatus.running(started, resumed);
        try {
            this.events = JsonLines.append(RunFile.EVENTS.in(path));
            this.metrics = JsonLines.append(RunFile.METRICS.in(path));
            write(RunFile.STATUS, Json.pretty(status));
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Creates a new folder.
     *
     * @param runs the folder of all runs; created if it is missing
     * @throws RunException if it cannot be written
     */
    public static RunFolder create(Path runs, String name) {
        try {
            Files.createDirectories(runs);
            Path path = unique(runs, TIME.format(Instant.now()) + "-" + slug(name));
            try {
                return begin(path, RunLock.take(path));
            } catch (IOException e) {
                // On a full disk there may be room for the folder, but not for a file in it.
                Folders.remove(path);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new RunException(
                    "runs go into a folder, but " + e.getFile() + " is a file; name another with --runs");
        } catch (IOException e) {
            throw new RunException("a run's files cannot be written in " + runs.toAbsolutePath() + ": "
                    + e.getClass().getSimpleName() + " " + e.getMessage()
                    + "; make the folder writable, or name another with --runs");
        }
    }

    /**
     * Creates the folder of a trial, replacing one that a killed process may have left.
     *
     * @throws RunException if another run is writing there
     */
    public static RunFolder at(Path path) throws IOException {
        Files.createDirectories(path);
        RunLock lock = RunLock.take(path);
        try {
            Files.deleteIfExists(RunFile.EVENTS.in(path));
            Files.deleteIfExists(RunFile.METRICS.in(path));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        return begin(path, lock);
    }

    private static RunFolder begin(Path path, RunLock lock) throws IOException {
        try {
            return new RunFolder(path, lock, Instant.now(), null);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the folder of a run that is resumed, with its logs cut back to the checkpoint.
     *
     * @param lock of the folder, closed with the returned object
     * @param eventBytes length of the event log at the checkpoint
     * @param epochs that had ended at the checkpoint
     */
    public static RunFolder reopen(Run run, RunLock lock, long eventBytes, List<EpochReport> epochs)
            throws IOException {
        Path path = run.path();
        Instant started = run.started();
        if (started.equals(Instant.EPOCH)) {
            // The status may have been emptied by a power failure.
            started = Files.getLastModifiedTime(RunFile.EXPERIMENT.in(path)).toInstant();
        }
        removePartial(path);
        JsonLines.cut(RunFile.EVENTS.in(path), eventBytes);
        JsonLines.replace(
                RunFile.METRICS.in(path), epochs.stream().map(EpochLine::of).toList());
        Files.deleteIfExists(RunFile.ERRORS.in(path));
        return new RunFolder(path, lock, started, Instant.now());
    }

    /** Removes what killed processes have left unfinished. */
    static void removePartial(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{" + WholeFile.PARTIAL + ",*.unproven}")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Two runs may begin in the same second: a short suffix keeps them apart. */
    private static Path unique(Path runs, String stem) throws IOException {
        long seed = System.nanoTime() ^ (ProcessHandle.current().pid() << 20);
        for (int attempt = 0; true; attempt++) {
            long mixed = (seed + attempt) * 0x9e3779b97f4a7c15L;
            Path path = runs.resolve(stem + "-" + String.format("%04x", mixed >>> 48));
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The start time in a run's id, to the second; the epoch for an id of another form. */
    static Instant began(String id) {
        try {
            return id.matches(ID) ? TIME.parse(id.substring(0, TIME_LENGTH), Instant::from) : Instant.EPOCH;
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** The name of its experiment in a run's id, without time and suffix; empty for an id of another form. */
    static String experiment(String id) {
        return id.matches(ID) ? id.substring(TIME_LENGTH + 1, id.length() - SUFFIX_LENGTH) : "";
    }

    /** Converts a name to a part of a file name. */
    public static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(SLUG_LENGTH, plain.length()));
        return cut.isEmpty() ? "run" : cut;
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** The run's id: the folder's name. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** Returns whether the run was resumed, so that its log is not empty. */
    public boolean isResumed() {
        return status.resumed() != null;
    }

    /** Starts logging the resources of this process every few seconds. */
    public void logResources() throws IOException {
        resources = Optional.of(ResourceLog.begin(path));
    }

    /** Returns whether no other process has taken the run over. */
    public boolean isHeld() {
        return lease.isHeld();
    }

    /**
     * Checks that no other process has taken the run over, before something is written that it could write too.
     *
     * @throws RunException if one has
     */
    public void requireHeld() {
        lease.requireHeld();
    }

    /** Logs an event. */
    public void event(RunEvent event) {
        events.add(event);
    }

    /** The length of the event log. */
    public long eventBytes() throws IOException {
        return Files.size(RunFile.EVENTS.in(path));
    }

    /** Logs the figures of an epoch. */
    public void metrics(EpochReport report) {
        metrics.add(EpochLine.of(report));
    }

    /**
     * Replaces a file atomically.
     *
     * @throws RunException if another process has taken the run over
     */
    public synchronized void write(RunFile file, String text) throws IOException {
        lease.requireHeld();
        WholeFile.writeOften(file.in(path), text);
    }

    /** Records the end of the run, unless it is recorded already. */
    public synchronized void end(RunState state, String message) throws IOException {
        if (status.ended() != null) {
            return;
        }
        if (state == RunState.FINISHED || state == RunState.TRAINED) {
            write(
                    RunFile.SUMS,
                    Json.pretty(FileSums.none().with(path, FileSums.TRAINED).with(path, FileSums.EXPORTED)));
        }
        status = status.ended(state, Instant.now(), message);
        write(RunFile.STATUS, Json.pretty(status));
        if (state == RunState.FINISHED) {
            lock.remove();
        }
    }

    /** Removes the folder and all that is in it. Nothing can be written afterwards. */
    public void discard() throws IOException {
        close();
        Folders.remove(path);
    }

    @Override
    public void close() throws IOException {
        if (resources.isPresent()) {
            resources.get().close();
            resources = Optional.empty();
        }
        events.close();
        metrics.close();
        lease.close();
        lock.close();
    }
}
