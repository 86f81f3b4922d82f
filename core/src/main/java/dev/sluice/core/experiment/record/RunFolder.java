package dev.sluice.core.experiment.record;

import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The folder of a run while the run writes it.
 *
 * <pre>
 *   experiment.yaml           with all defaults: running this file is the same experiment
 *   experiment.original.yaml  as it was given
 *   provenance.json           what it was made from and on
 *   status.json               running, finished, failed or interrupted
 *   events.jsonl              what happened and when
 *   metrics.jsonl             figures of each epoch; equal in two runs of the same experiment
 *   best.safetensors          weights of the best epoch so far, with PyTorch's names
 *   model.json                what else is needed to use the weights: vocabulary or scaler, labels
 *   learning-curve.png        losses and the main metric over epochs
 *   results.json              figures on the test part, beside the baseline's
 *   checkpoints               where training stands, to go on from; gone when the run is finished
 * </pre>
 */
public final class RunFolder implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Key in the status of a trial that has trained: the epoch of its best weights. */
    static final String BEST_EPOCH = "best_epoch";

    /** Key in the status of a trial that has trained: why training ended. */
    static final String TRAINING = "training";

    /** The log of what happened and when. */
    public static final String EVENTS = "events.jsonl";
    private static final String METRICS = "metrics.jsonl";
    private static final String ERRORS = "error.log";

    private final Path path;
    private final RunLock lock;
    private final JsonLines events;
    private final JsonLines metrics;
    private final Map<String, Object> status = new LinkedHashMap<>();

    private RunFolder(Path path, RunLock lock, Map<String, Instant> times) throws IOException {
        this.path = path;
        this.lock = lock;
        this.events = JsonLines.append(path.resolve(EVENTS));
        this.metrics = JsonLines.append(path.resolve(METRICS));
        status.put("state", "running");
        status.put("process", ProcessHandle.current().pid());
        status.put("host", Hosts.name());
        times.forEach((name, time) -> status.put(name, time.toString()));
        writeStatus();
    }

    /**
     * Makes a new folder.
     *
     * @param runs the folder of all runs; made if it is missing
     * @throws RunException if it cannot be written
     */
    public static RunFolder create(Path runs, String name) {
        try {
            Files.createDirectories(runs);
            Path path = unique(runs, TIME.format(Instant.now()) + "-" + slug(name));
            return new RunFolder(path, RunLock.take(path), Map.of("started", Instant.now()));
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
     * Makes the folder of a trial, in place of what a killed process may have left of one.
     *
     * @throws RunException if another run is writing there
     */
    public static RunFolder at(Path path) throws IOException {
        Files.createDirectories(path);
        RunLock lock = RunLock.take(path);
        try {
            Files.deleteIfExists(path.resolve(EVENTS));
            Files.deleteIfExists(path.resolve(METRICS));
            return new RunFolder(path, lock, Map.of("started", Instant.now()));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the folder of a run that goes on: its logs are what they were at the checkpoint.
     *
     * @param lock of the folder, which this one closes
     * @param eventBytes what the event log had then
     * @param epochs the lines of the metrics then
     */
    public static RunFolder reopen(Run run, RunLock lock, long eventBytes, List<Map<String, Object>> epochs)
            throws IOException {
        Path path = run.path();
        Map<String, Instant> times = new LinkedHashMap<>();
        // A status that the power's failure left empty does not know.
        Instant started = run.started();
        times.put(
                "started",
                started.equals(Instant.EPOCH)
                        ? Files.getLastModifiedTime(path.resolve("experiment.yaml"))
                                .toInstant()
                        : started);
        times.put("resumed", Instant.now());
        JsonLines.cut(path.resolve(EVENTS), eventBytes);
        JsonLines.replace(path.resolve(METRICS), epochs);
        Files.deleteIfExists(path.resolve(ERRORS));
        // Asked before the folder writes a status of its own.
        OptionalInt best = run.bestEpoch();
        TrainingResult.Reason reason = run.trainingEnd();
        RunFolder folder = new RunFolder(path, lock, times);
        if (best.isPresent()) {
            folder.trained(reason, best.getAsInt());
        }
        return folder;
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
                if (attempt == 1000) {
                    throw e;
                }
            }
        }
    }

    /** The name as part of a file name. */
    public static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(40, plain.length()));
        return cut.isEmpty() ? "run" : cut;
    }

    public Path path() {
        return path;
    }

    /** The run's id: the folder's name. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** Adds what happened, with the time. */
    public void event(String what, Map<String, ?> facts) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("time", Instant.now().toString());
        event.put("event", what);
        event.putAll(facts);
        events.add(event);
    }

    /** What the event log has by now. */
    public long eventBytes() throws IOException {
        return Files.size(path.resolve(EVENTS));
    }

    /** Keeps what a failure looked like from inside. */
    public void error(String trace) throws IOException {
        write(ERRORS, trace);
    }

    /** Adds the figures of an epoch. */
    public void metrics(Map<String, ?> figures) {
        metrics.add(figures);
    }

    /** Writes a file as a whole: readers see the old or the new one, never half of it. */
    public synchronized void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Path half = path.resolve(name + ".tmp");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes that training is behind the run, why it ended, and which epoch's weights are the best. */
    public synchronized void trained(TrainingResult.Reason reason, int bestEpoch) throws IOException {
        status.put(TRAINING, OptionKey.written(reason));
        status.put(BEST_EPOCH, bestEpoch);
        writeStatus();
    }

    /** Writes how the run ended, unless that is known already. */
    public synchronized void end(RunState state, String message) throws IOException {
        if (status.containsKey("ended")) {
            return;
        }
        status.put("state", state.name().toLowerCase(Locale.ROOT));
        status.put("ended", Instant.now().toString());
        if (!message.isEmpty()) {
            status.put("message", message);
        }
        writeStatus();
        if (state == RunState.FINISHED || state == RunState.TRAINED) {
            new CheckpointFolder(path).clear();
        }
        if (state == RunState.FINISHED) {
            lock.remove();
        }
    }

    private void writeStatus() throws IOException {
        write("status.json", Json.pretty(status));
    }

    @Override
    public void close() throws IOException {
        events.close();
        metrics.close();
        lock.close();
    }
}
