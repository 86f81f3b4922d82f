package dev.sluice.core.experiment;

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
import java.util.Locale;
import java.util.Map;

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
 * </pre>
 */
final class RunFolder implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path path;
    private final JsonLines events;
    private final JsonLines metrics;
    private final Map<String, Object> status = new LinkedHashMap<>();

    private RunFolder(Path path) throws IOException {
        this.path = path;
        this.events = JsonLines.append(path.resolve("events.jsonl"));
        this.metrics = JsonLines.append(path.resolve("metrics.jsonl"));
        status.put("state", "running");
        status.put("process", ProcessHandle.current().pid());
        status.put("host", Hosts.name());
        status.put("started", Instant.now().toString());
        writeStatus();
    }

    /**
     * Makes a new folder.
     *
     * @param runs the folder of all runs; made if it is missing
     * @throws RunException if it cannot be written
     */
    static RunFolder create(Path runs, String name) {
        try {
            Files.createDirectories(runs);
            return new RunFolder(unique(runs, TIME.format(Instant.now()) + "-" + slug(name)));
        } catch (FileAlreadyExistsException e) {
            throw new RunException(
                    "runs go into a folder, but " + e.getFile() + " is a file; name another with --runs");
        } catch (IOException e) {
            throw new RunException("a run's files cannot be written in " + runs.toAbsolutePath() + ": "
                    + e.getClass().getSimpleName() + " " + e.getMessage()
                    + "; make the folder writable, or name another with --runs");
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
                if (attempt == 1000) {
                    throw e;
                }
            }
        }
    }

    /** The name as part of a file name. */
    static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(40, plain.length()));
        return cut.isEmpty() ? "run" : cut;
    }

    Path path() {
        return path;
    }

    /** The run's id: the folder's name. */
    String id() {
        return String.valueOf(path.getFileName());
    }

    /** Adds what happened, with the time. */
    void event(String what, Map<String, ?> facts) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("time", Instant.now().toString());
        event.put("event", what);
        event.putAll(facts);
        events.add(event);
    }

    /** Adds the figures of an epoch. */
    void metrics(Map<String, ?> figures) {
        metrics.add(figures);
    }

    /** Writes a file as a whole: readers see the old or the new one, never half of it. */
    synchronized void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Path half = path.resolve(name + ".tmp");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes how the run ended, unless that is known already. */
    synchronized void end(RunState state, String message) throws IOException {
        if (status.containsKey("ended")) {
            return;
        }
        status.put("state", state.name().toLowerCase(Locale.ROOT));
        status.put("ended", Instant.now().toString());
        if (!message.isEmpty()) {
            status.put("message", message);
        }
        writeStatus();
    }

    private void writeStatus() throws IOException {
        write("status.json", Json.pretty(status));
    }

    @Override
    public void close() throws IOException {
        events.close();
        metrics.close();
    }
}
