package dev.sluice.core.data.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The texts of files. */
final class CsvText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER = 1 << 16;

    private CsvText() {}

    /**
     * The text of a file without a byte order mark, unpacked if its name ends with {@code .gz}. Bytes that are not in the encoding are refused
     * when they are read.
     */
    static BufferedReader open(Path file, Charset charset) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            boolean packed =
                    String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(packed ? new GZIPInputStream(in, BUFFER) : in, charset.newDecoder()), BUFFER);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The first bytes of a file, for a complaint about its encoding. */
    static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(2);
        }
    }
}
