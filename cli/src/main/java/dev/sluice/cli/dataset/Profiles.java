package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out what is in a data file. */
public final class Profiles {
    private Profiles() {}

    /**
     * The profile of a file, whose form is known by its name: {@code .ts}, {@code .jsonl}, {@code .npz}, {@code .npy}; a table otherwise.
     * All but arrays may be packed ({@code .gz}).
     *
     * @throws DataException if it does not have that form
     */
    public static Profile of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "the data file " + file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        String name =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".ts")) {
            return SeriesReader.read(file);
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return ObjectsReader.read(file);
        }
        if (name.endsWith(".npz") || name.endsWith(".npy")) {
            return ArraysReader.read(file);
        }
        if (name.endsWith(".zip") || name.endsWith(".parquet") || name.endsWith(".mat")) {
            throw new DataException(file + " is neither a table (.csv), nor .ts, .jsonl or .npz; "
                    + (name.endsWith(".zip")
                            ? "for a zip of recordings write the source recordings, see 'sluice help data-sources'"
                            : "convert it to one of these"));
        }
        return TableReader.read(file);
    }
}
