package dev.sluice.core.experiment.record;

import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;

/** A run that was written, by this process or another; the files are read anew at each call. */
public final class Run {
    private final Path path;

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

    /** How far it is. A run that says it is running, but whose process is gone, was interrupted. */
    public RunState state() {
        Map<String, Object> status = json("status.json");
        RunState written = Arrays.stream(RunState.values())
                .filter(state -> OptionKey.written(state).equals(status.get("state")))
                .findFirst()
                .orElse(RunState.INTERRUPTED);
        return written == RunState.RUNNING && isGone(status) ? RunState.INTERRUPTED : written;
    }

    private static boolean isGone(Map<String, Object> status) {
        return Hosts.name().equals(status.get("host"))
                && status.get("process") instanceof Number process
                && ProcessHandle.of(process.longValue())
                        .filter(ProcessHandle::isAlive)
                        .filter(handle -> startedBefore(handle, status))
                        .isEmpty();
    }

    /** A process that began after the run was begun or resumed has only the same number. */
    private static boolean startedBefore(ProcessHandle process, Map<String, Object> status) {
        Optional<Instant> began = process.info().startInstant();
        return began.isEmpty()
                || !(status.getOrDefault("resumed", status.get("started")) instanceof String written)
                || began.get().minusSeconds(2).isBefore(Instant.parse(written));
    }

    /** Whether the machine that works or worked on it is another, whose processes cannot be seen from here. */
    public boolean isElsewhere() {
        return !Hosts.name().equals(json("status.json").get("host"));
    }

    /** The machine that says it works on it, and the number of the process. */
    public String process() {
        Map<String, Object> status = json("status.json");
        return "process " + status.get("process") + " on " + status.get("host");
    }

    /** Whether training was saved, so that {@code resume} need not begin at the start. */
    public boolean hasCheckpoint() {
        return !new CheckpointFolder(path).isEmpty();
    }

    /** Whether it stopped before its end and {@code resume} can take it up again. */
    public boolean canResume() {
        RunState state = state();
        return (state == RunState.INTERRUPTED || state == RunState.FAILED || state == RunState.TRAINED)
                && Files.exists(path.resolve("experiment.yaml"));
    }

    /** Whether training is behind it, as it is for a trial of a study that waits to be tested and exported. */
    public boolean hasTrained() {
        return bestEpoch().isPresent();
    }

    /** The epoch of the best weights, where training is behind a trial of a study; empty for other runs. */
    public OptionalInt bestEpoch() {
        return json("status.json").get(RunFolder.BEST_EPOCH) instanceof Number epoch
                ? OptionalInt.of(epoch.intValue())
                : OptionalInt.empty();
    }

    /** Why training ended, where it is behind it. */
    public TrainingResult.Reason trainingEnd() {
        return OptionKey.written(TrainingResult.Reason.STOPPED_EARLY)
                        .equals(json("status.json").get(RunFolder.TRAINING))
                ? TrainingResult.Reason.STOPPED_EARLY
                : TrainingResult.Reason.COMPLETED;
    }

    /** When it began. */
    public Instant started() {
        return json("status.json").get("started") instanceof String started ? Instant.parse(started) : Instant.EPOCH;
    }

    /** When it ended; empty while it runs, and for one whose process was killed. */
    public Optional<Instant> ended() {
        return json("status.json").get("ended") instanceof String ended
                ? Optional.of(Instant.parse(ended))
                : Optional.empty();
    }

    /** Why it ended early; empty if it did not. */
    public String message() {
        return json("status.json").get("message") instanceof String message ? message : "";
    }

    /** Figures of each epoch, in order. */
    public List<Map<String, Object>> metrics() throws IOException {
        return JsonLines.read(path.resolve("metrics.jsonl"));
    }

    /** The epochs that have ended, in order. */
    public List<EpochReport> history() throws IOException {
        return metrics().stream().map(EpochFigures::report).toList();
    }

    /** What happened, in order. */
    public List<Map<String, Object>> events() throws IOException {
        return JsonLines.read(path.resolve("events.jsonl"));
    }

    /** Figures on the test part; empty for a run that did not come so far. */
    public Map<String, Object> results() {
        return json("results.json");
    }

    /** What it was made from and on. */
    public Map<String, Object> provenance() {
        return json("provenance.json");
    }

    /** The experiment with all defaults, as YAML. */
    public String experiment() throws IOException {
        return Files.readString(path.resolve("experiment.yaml"));
    }

    /** A file's object; empty if the run did not write it. */
    private Map<String, Object> json(String name) {
        Path file = path.resolve(name);
        try {
            // After a power failure a file that was never forced to the disk may be there without its content.
            return Files.exists(file) && Files.size(file) > 0 ? Json.parse(Files.readString(file)) : Map.of();
        } catch (IOException | JacksonException e) {
            throw new RunException(file + " cannot be read: " + e.getMessage() + "; was it changed by hand?");
        }
    }
}
