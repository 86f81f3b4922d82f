package dev.sluice.core.data.column;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder with columns that did not fit into memory, each under a key that says what they were made from. Files may be deleted at any time:
 * what is missing, damaged or of another key is made again.
 *
 * @param mostInMemory bytes of columns that stay in memory
 */
public record ColumnCache(Path folder, long mostInMemory) {
    /** Share of the memory for columns. The rest is for the model. */
    private static final int SHARE = 4;

    /**
     * A cache for what is larger than a quarter of the memory.
     *
     * @param named path of its folder from the one of the experiment file; empty for the standard folder
     */
    public static ColumnCache in(String named, Path folder) {
        return in(named.isEmpty() ? standardFolder() : folder.resolve(named));
    }

    /** A cache for what is larger than a quarter of the memory. */
    public static ColumnCache in(Path folder) {
        return new ColumnCache(folder, Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** The folder that is used unless another is named: {@code $SLUICE_CACHE}, or {@code .cache/sluice} in the user's folder. */
    public static Path standardFolder() {
        String named = System.getenv("SLUICE_CACHE");
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache", "sluice")
                : Path.of(named);
    }

    /** The columns that were kept under a key. */
    public Optional<Columns> find(String key) throws IOException {
        return ColumnFile.open(file(key), key);
    }

    Path file(String key) {
        return folder.resolve(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + ".columns");
    }
}
