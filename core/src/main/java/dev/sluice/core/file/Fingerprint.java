package dev.sluice.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A SHA-256 checksum that is built up piece by piece. */
public final class Fingerprint {
    private final MessageDigest digest;
    private final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);

    /** An empty checksum. */
    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", e);
        }
    }

    /** The sum of a file's bytes, or of the names and bytes of all files in a folder, in the order of their names. */
    public static String of(Path path) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        if (!Files.isDirectory(path)) {
            fingerprint.addFile(path);
            return fingerprint.hex();
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                fingerprint.add(path.relativize(file).toString());
                fingerprint.addFile(file);
            }
        }
        return fingerprint.hex();
    }

    /** The sum of a text in UTF-8. */
    public static String ofText(String text) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.digest.update(text.getBytes(StandardCharsets.UTF_8));
        return fingerprint.hex();
    }

    /** Adds a text and its end, so that {@code "ab", "c"} differs from {@code "a", "bc"}. */
    public Fingerprint add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    /** Adds the bits of a number. */
    public Fingerprint add(long number) {
        digest.update(bytes.putLong(0, number).array());
        return this;
    }

    /** The sum of all that was added, in hexadecimal; the fingerprint starts afresh. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addFile(Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }
}
