package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A small file with one record as JSON, replaced atomically. */
public final class JsonFile {
    private JsonFile() {}

    /**
     * Reads the record; empty if there is no file, or an empty one, as a power failure may leave.
     *
     * @throws RunException if it holds something else
     */
    public static <R> Optional<R> read(Path file, Class<R> type) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), type));
        } catch (JacksonException e) {
            throw new RunException(file + " cannot be read: " + e.getOriginalMessage() + "; was it changed by hand?");
        }
    }

    /** Replaces the file. */
    public static void write(Path file, Object record) throws IOException {
        WholeFile.write(file, Json.pretty(record));
    }
}
