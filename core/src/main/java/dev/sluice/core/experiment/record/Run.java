package dev.sluice.core.experiment.record;

import dev.sluice.core.evaluation.TestSamples;
import dev.sluice.core.file.WholeFile;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A run in its folder, written by this process or another. Its files are read again at each call. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Run {
    private final Path path;

    /** The run in a folder. */
    public Run(Path path) {
        this.path = path;
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** The name of the folder. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** A file of the run, which may not be there. */
    public Path file(RunFile file) {
        return file.in(path);
    }

    /** The state. A run that is marked as running, but whose process has died or gives no sign of life, was interrupted. */
    public RunState state() {
        return status().actual(path);
    }

    /** Returns whether it was last written on another machine, whose processes cannot be seen from here. */
    public boolean isElsewhere() {
        return !status().isHere();
    }

    /** The process that last wrote it, and its machine. */
    public String process() {
        RunStatus status = status();
        return "process " + status.process() + " on " + status.host();
    }

    /** The time since its process last gave a sign of life, which it does every few seconds; empty if it never did. */
    public Optional<Duration> silence() {
        return Lease.silence(path);
    }

    /** Returns whether there is a checkpoint to resume from. */
    public boolean hasCheckpoint() {
        return !new CheckpointFolder(path).isEmpty();
    }

    /** Returns whether it stopped before its end and can be resumed. */
    public boolean canResume() {
        RunState state = state();
        return (state == RunState.INTERRUPTED || state == RunState.FAILED || state == RunState.TRAINED)
                && Files.isRegularFile(file(RunFile.EXPERIMENT));
    }

    /** Returns whether its training has ended, as for a trial of a study before it is tested and exported. */
    public boolean hasTrained() {
        RunState state = state();
        return state == RunState.TRAINED || state == RunState.FINISHED;
    }

    /** The epoch of the best weights; 0 if none has ended. */
    public int bestEpoch() throws IOException {
        return metrics().stream()
                .filter(EpochReport::best)
                .mapToInt(EpochReport::epoch)
                .max()
                .orElse(0);
    }

    /** The start time, from its status or else from its id; the epoch if neither has it. */
    public Instant started() {
        return Objects.requireNonNullElseGet(status().started(), () -> RunFolder.began(id()));
    }

    /** The time when it ended; empty while it runs, and if its process was killed. */
    public Optional<Instant> ended() {
        return Optional.ofNullable(status().ended());
    }

    /** The reason why it ended early; empty if it did not. */
    public String message() {
        return Objects.requireNonNullElse(status().message(), "");
    }

    private RunStatus status() {
        try {
            return read(RunFile.STATUS, RunStatus.class)
                    .orElseGet(() -> RunStatus.lost(
                            Files.exists(file(RunFile.EXPERIMENT)) ? "" : "stopped before it had written anything"));
        } catch (RunException e) {
            return RunStatus.damaged(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Figures of each epoch, in order.
     *
     * @throws RunException if the log was changed
     */
    public List<EpochReport> metrics() throws IOException {
        List<EpochReport> reports = new ArrayList<>();
        for (var line : JsonLines.read(file(RunFile.METRICS))) {
            reports.add(epoch(line, reports.size() + 1));
        }
        return reports;
    }

    private EpochReport epoch(Map<String, Object> line, int number) {
        try {
            return EpochLine.read(line);
        } catch (IllegalArgumentException e) {
            throw JsonFile.changed(file(RunFile.METRICS), "line " + number + ": " + e.getMessage());
        }
    }

    /**
     * How far a training has come.
     *
     * @param epochs that have ended
     * @param best figures of the epoch of the best weights; empty if none has ended
     */
    public record Progress(int epochs, Optional<EpochReport> best) {}

    /**
     * How far the training has come. Reads only the lines that matter, where {@link #metrics} reads and checks all.
     *
     * @throws RunException if one of these lines was changed
     */
    public Progress progress() throws IOException {
        List<String> lines = JsonLines.lines(file(RunFile.METRICS));
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (EpochLine.mayBeBest(lines.get(i))) {
                try {
                    EpochReport report = epoch(Json.parse(lines.get(i)), i + 1);
                    if (report.best()) {
                        return new Progress(lines.size(), Optional.of(report));
                    }
                } catch (JacksonException e) {
                    throw JsonFile.changed(file(RunFile.METRICS), "line " + (i + 1) + ": " + e.getOriginalMessage());
                }
            }
        }
        return new Progress(lines.size(), Optional.empty());
    }

    /**
     * The events of the run, in order.
     *
     * @throws RunException if the log was changed
     */
    public List<RunEvent> events() throws IOException {
        return JsonLines.read(file(RunFile.EVENTS), RunEvent.class);
    }

    /**
     * The resources that its process used, in order; counts restart from zero when the run is resumed.
     *
     * @throws RunException if the log was changed
     */
    public List<Resources> resources() throws IOException {
        return JsonLines.read(file(RunFile.RESOURCES), Resources.class);
    }

    /**
     * Its results; empty if it stopped before they were written.
     *
     * @throws RunException if the file was changed
     */
    public Optional<Results> results() {
        return read(RunFile.RESULTS, Results.class);
    }

    /**
     * Samples of its answers on the test part; none if it recorded none.
     *
     * @throws RunException if the file was changed
     */
    public TestSamples samples() {
        return read(RunFile.SAMPLES, TestSamples.class).orElse(TestSamples.none());
    }

    /**
     * Its provenance; empty if it stopped before that was written.
     *
     * @throws RunException if the file was changed
     */
    public Optional<Provenance> provenance() {
        return read(RunFile.PROVENANCE, Provenance.class);
    }

    /** Its place in a group of runs; empty if it is a run of its own, or the file cannot be read. */
    public Optional<GroupMember> group() {
        try {
            return read(RunFile.GROUP, GroupMember.class);
        } catch (RunException e) {
            return Optional.empty();
        }
    }

    /** The notes of users; none if their file was changed so that it cannot be read. */
    public RunNotes notes() {
        try {
            return read(RunFile.NOTES, RunNotes.class).orElse(RunNotes.none());
        } catch (RunException e) {
            return RunNotes.none().withNote(String.valueOf(e.getMessage()));
        }
    }

    /** Replaces the notes of users. */
    public void annotate(RunNotes notes) throws IOException {
        WholeFile.writeOften(file(RunFile.NOTES), Json.pretty(notes));
    }

    /**
     * Removes the run's folder with all that is in it.
     *
     * @throws RunException if it is running
     */
    public void delete() throws IOException {
        if (state() == RunState.RUNNING) {
            throw new RunException("a run can be deleted once it has stopped, but " + id() + " is running: " + process()
                    + " works on it [Sluice/StillRunning]");
        }
        Folders.remove(path);
    }

    /** The experiment with all defaults, as YAML. */
    public String experiment() throws IOException {
        require(RunFile.EXPERIMENT);
        return Files.readString(file(RunFile.EXPERIMENT));
    }

    /**
     * Checks that the run has a file.
     *
     * @throws RunException if it is missing
     */
    public void require(RunFile file) {
        if (!Files.isRegularFile(file(file))) {
            throw new RunException("the run " + id() + " has no " + file.fileName() + " (it is "
                    + OptionKey.written(state()) + "); take a run that has trained for an epoch");
        }
    }

    /**
     * A file that the run has.
     *
     * @throws RunException if it is missing, or differs from the file that the run wrote
     */
    public Path verified(RunFile file) throws IOException {
        require(file);
        requireUnchanged(file);
        return file(file);
    }

    /**
     * Checks that a file is the one that the run wrote.
     *
     * @throws RunException if it has changed; a missing file is not an error
     */
    public void requireUnchanged(RunFile file) throws IOException {
        Path there = file(file);
        Optional<String> difference = Files.exists(there) ? sums().difference(there) : Optional.empty();
        if (difference.isPresent()) {
            throw new RunException("a run must be used with the files that it wrote, but " + there + " has changed: "
                    + difference.get() + " (" + file(RunFile.SUMS) + "); "
                    + (FileSums.EXPORTED.contains(file)
                            ? "'sluice export " + path + "' writes it again"
                            : "restore it, or train again with 'sluice run " + file(RunFile.EXPERIMENT) + "'")
                    + " [Sluice/FileChanged]");
        }
    }

    /** One line for each file that differs from the one that the run wrote. */
    public List<String> changedFiles() throws IOException {
        List<String> changed = new ArrayList<>();
        FileSums sums = sums();
        for (String name : sums.sha256().keySet()) {
            sums.difference(path.resolve(name)).ifPresent(difference -> changed.add(name + ": " + difference));
        }
        return changed;
    }

    /**
     * The difference between a file and the one of this name that a run wrote into the same folder; empty if there is none, or
     * if the folder is not a run's.
     */
    public static Optional<String> difference(Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || !Files.exists(RunFile.SUMS.in(folder))
                ? Optional.empty()
                : new Run(folder).sums().difference(file);
    }

    /**
     * Records the files that an exporter has just written into the folder as the run's. A run that had failed after its training
     * becomes finished.
     *
     * @param outcome whether the files compute what the model computes; null if they could not be written
     */
    public void recordExport(Results.@Nullable Export outcome) throws IOException {
        Optional<Results> finished = outcome != null && outcome.passed() && state() == RunState.FAILED
                ? results().map(results -> results.with(outcome))
                : Optional.empty();
        FileSums sums = sums();
        if (finished.isPresent()) {
            WholeFile.writeOften(file(RunFile.RESULTS), Json.pretty(finished.get()));
            sums = sums.with(path, FileSums.TRAINED);
        }
        WholeFile.writeOften(file(RunFile.SUMS), Json.pretty(sums.with(path, FileSums.EXPORTED)));
        if (finished.isPresent()) {
            WholeFile.writeOften(
                    file(RunFile.STATUS), Json.pretty(status().ended(RunState.FINISHED, Instant.now(), "")));
        }
    }

    /**
     * SHA-256 of the files that make up its result, by file name; none before its end.
     *
     * @throws RunException if the file was changed
     */
    public Map<String, String> checksums() {
        return sums().sha256();
    }

    /** Checksums of the run's files; none before its end. */
    FileSums sums() {
        return read(RunFile.SUMS, FileSums.class).orElse(FileSums.none());
    }

    /** A file's record; empty if the run did not write it. */
    private <R> Optional<R> read(RunFile name, Class<R> type) {
        return JsonFile.read(file(name), type);
    }
}
