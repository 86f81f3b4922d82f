package dev.sluice.core.experiment.record;

import dev.sluice.core.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * A log of one JSON object in each line. Each line is appended in a single write, so a killed
 * process loses at most the line that it was writing.
 */
public final class JsonLines implements AutoCloseable {
    private static final int MOST_SHOWN = 100;

    private final Writer writer;

    private JsonLines(Writer writer) {
        this.writer = writer;
    }

    /** Opens a log, creating it if it is missing. */
    public static JsonLines append(Path file) throws IOException {
        return new JsonLines(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * The objects of a log; none if there is no file. A last line without a line break is torn and left out.
     *
     * @throws RunException if another line is not an object
     */
    public static List<Map<String, Object>> read(Path file) throws IOException {
        return read(file, Json::parse);
    }

    /**
     * The records of a log, none if there is no file, without a torn last line.
     *
     * @throws RunException if another line is not such a record
     */
    public static <R> List<R> read(Path file, Class<R> type) throws IOException {
        return read(file, line -> Json.read(line, type));
    }

    /** The lines of a log as they are, none if there is no file, without a torn last line. */
    static List<String> lines(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        // A torn line may end inside a character, which a strict decoder would refuse.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static <R> List<R> read(Path file, Function<String, R> parser) throws IOException {
        List<R> objects = new ArrayList<>();
        for (String line : lines(file)) {
            try {
                objects.add(parser.apply(line));
            } catch (JacksonException e) {
                String shown = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
                throw new RunException(file + ":" + (objects.size() + 1) + ": each line must be an object of this log,"
                        + " but this is: " + shown + " (" + Json.reason(e) + "); was it changed by hand?");
            }
        }
        return objects;
    }

    /** Truncates a log to an earlier length, or, if it is already shorter, to its complete lines. */
    static void cut(Path file, long length) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = (int) Math.min(length, bytes.length);
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
    }

    /** Replaces a log. */
    static void replace(Path file, List<?> objects) throws IOException {
        StringBuilder lines = new StringBuilder();
        objects.forEach(object -> lines.append(Json.line(object)).append('\n'));
        WholeFile.writeOften(file, lines.toString());
    }

    /** Appends a record or map. */
    public synchronized void add(Object object) {
        try {
            writer.write(Json.line(object) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the log of the run cannot be written: " + e.getMessage() + "; is the disk full?", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
