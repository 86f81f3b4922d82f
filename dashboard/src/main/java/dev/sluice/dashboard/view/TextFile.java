package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Reads text files of a run, never more than a page can show. */
final class TextFile {
    private static final int MOST_JSON = 8 << 20;

    private TextFile() {}

    /** The end of a file; empty if it is missing. */
    static String tail(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long from = Math.max(0, channel.size() - most);
            channel.position(from);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full or the file ends.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }

    /**
     * A file's object; empty if the file is missing.
     *
     * @throws RunException if it is not one
     */
    static Map<String, Object> object(Run run, RunFile name) throws IOException {
        Path file = run.file(name);
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return Map.of();
        }
        if (Files.size(file) > MOST_JSON) {
            throw new RunException(name.fileName() + " has " + (Files.size(file) >> 20) + " MB, too many to show");
        }
        try {
            return Json.parse(Files.readString(file));
        } catch (JacksonException e) {
            throw new RunException(name.fileName() + " cannot be read: " + e.getOriginalMessage());
        }
    }
}
