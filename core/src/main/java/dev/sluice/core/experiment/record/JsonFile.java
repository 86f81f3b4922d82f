package dev.sluice.core.experiment.record;

import dev.sluice.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A small file with one record as JSON, replaced atomically. */
public final class JsonFile {
    private static final long MOST_BYTES = 1 << 26;

    private JsonFile() {}

    /**
     * Reads the record; empty if there is no file, or an empty one.
     *
     * @throws RunException if it holds something else
     */
    public static <R> Optional<R> read(Path file, Class<R> type) {
        try {
            // After a power failure a file that was not forced to disk may exist without its content.
            if (!Files.isRegularFile(file) || Files.size(file) == 0) {
                return Optional.empty();
            }
            if (Files.size(file) > MOST_BYTES) {
                throw changed(
                        file, "it has " + Files.size(file) + " bytes, where at most " + MOST_BYTES + " are usual");
            }
            return Optional.of(Json.read(Files.readString(file), type));
        } catch (JacksonException e) {
            if (e.getCause() instanceof RunException wrong) {
                throw new RunException(file + " cannot be read: " + wrong.getMessage());
            }
            throw changed(file, Json.reason(e));
        } catch (MalformedInputException e) {
            throw changed(file, "it is not a text in UTF-8");
        } catch (IOException e) {
            throw changed(file, String.valueOf(e.getMessage()));
        }
    }

    /** Replaces the file. */
    public static void write(Path file, Object record) throws IOException {
        WholeFile.writeOften(file, Json.pretty(record));
    }

    /** The error about a file that the program did not write as it is. */
    static RunException changed(Path file, String why) {
        return new RunException(file + " cannot be read: " + why + "; was it changed by hand?");
    }
}
