package dev.sluice.core.data.file;

import dev.sluice.core.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens data files. */
public final class DataStream {
    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;

    private DataStream() {}

    /**
     * The bytes of a file; those of a gzip file, by whatever name, are uncompressed. A path may go on within a zip file:
     * {@code pairs.zip/fra.txt}.
     *
     * @throws DataException if there is no such file
     */
    public static InputStream open(Path file) throws IOException {
        Optional<Path> archive = ZippedFile.archive(file);
        if (archive.isPresent()) {
            return new BufferedInputStream(ZippedFile.open(archive.get(), file), BUFFER);
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(DataFiles.existing(file)), BUFFER);
        try {
            return isGzip(in) ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
        } catch (ZipException e) {
            in.close();
            throw new DataException("the data file " + file + " begins as a gzip file does, but is none ("
                    + e.getMessage() + "); is it damaged?");
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == MAGIC_1 && in.read() == MAGIC_2;
        in.reset();
        return gzip;
    }
}
