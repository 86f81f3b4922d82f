package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A log of one JSON object in each line. Lines are only ever appended and handed to the system at once, so a killed
 * process loses at most the line that it was writing.
 */
public final class JsonLines implements AutoCloseable {
    private final Writer writer;

    private JsonLines(Writer writer) {
        this.writer = writer;
    }

    public static JsonLines append(Path file) throws IOException {
        return new JsonLines(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** The objects of a file; a last line without its line break is a torn one and left out. */
    public static List<Map<String, Object>> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // A torn line may end inside a character, which a strict decoder would refuse.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<Map<String, Object>> objects = new ArrayList<>();
        int number = 0;
        for (String line : whole.lines().toList()) {
            number++;
            try {
                objects.add(Json.parse(line));
            } catch (JacksonException e) {
                throw new IOException(
                        file + ":" + number + ": each line must be a JSON object, but this is: " + line, e);
            }
        }
        return objects;
    }

    /** Shortens a log to a length that it had, or, if it lost more than that, to its whole lines. */
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

    /** Writes a log anew, as a whole. */
    static void replace(Path file, List<Map<String, Object>> objects) throws IOException {
        StringBuilder lines = new StringBuilder();
        objects.forEach(object -> lines.append(Json.line(object)).append('\n'));
        Path half = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(half, lines, StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public synchronized void add(Map<String, ?> object) {
        try {
            writer.write(Json.line(object) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of the run cannot be written; is the disk full?", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
