package dev.sluice.core.experiment.catalogue;

import dev.sluice.core.data.DataFolders;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** One file of a data set. */
public record DataFile(
        @Description("Path in a folder of shared data, such as etth1/ETTh1.csv")
        String file,

        @Description("SHA-256 of the file, in hexadecimal") String sha256,

        @Description("Size of the file in bytes") long bytes,

        @Description("Path of the file at its publisher; empty if it has the same name here") @Default("''")
        String from) {
    /** The characters of a SHA-256 in hexadecimal. */
    private static final String SUM = "[0-9a-f]{64}";

    /** Whether a file is where it is looked for. */
    public enum State {
        /** It is there and has the right SHA-256. */
        FOUND,
        /** No folder has it. */
        MISSING,
        /** It is there, but is another file. */
        DIFFERENT
    }

    /** Checks the sum. */
    public DataFile {
        if (!sha256.matches(SUM)) {
            throw new IllegalArgumentException("'sha256' must be 64 digits from 0-9 and a-f, but was '" + sha256 + "'");
        }
    }

    /** Looks for the file and computes its SHA-256. */
    public State look(DataFolders folders) throws IOException {
        Optional<Path> found = folders.find(file);
        if (found.isEmpty()) {
            return State.MISSING;
        }
        return Files.size(found.get()) == bytes && Fingerprint.of(found.get()).equals(sha256)
                ? State.FOUND
                : State.DIFFERENT;
    }

    /** Name, size, origin and sum, in one line. */
    String inWords() {
        return String.format(
                Locale.ROOT,
                "%s (%,d bytes%s, SHA-256 %s)",
                file,
                bytes,
                from.isEmpty() ? "" : ", there " + from,
                sha256);
    }
}
