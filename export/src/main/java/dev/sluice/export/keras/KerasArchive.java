package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.foreign.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens {@code .h5} files and {@code .keras} archives of three files. */
final class KerasArchive {
    private static final int LONGEST_TEXT = 64 << 20;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};

    private final ZipFile zip;
    private final String source;
    private final long length;

    private KerasArchive(ZipFile zip, String source, long length) {
        this.zip = zip;
        this.source = source;
        this.length = length;
    }

    /**
     * Reads a file in either format, which is detected by its first bytes.
     *
     * @throws ImportException if it has neither format, or is damaged
     * @throws IOException if it cannot be read
     */
    static StoredModel read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ImportException(file + " is a folder (a SavedModel?); save the model with"
                    + " model.save('model.keras') or model.save('model.h5')");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(ZIP.length);
        }
        if (Arrays.equals(start, ZIP)) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return new KerasArchive(zip, file.toString(), Files.size(file)).read();
            } catch (ZipException | IllegalArgumentException e) {
                throw new ImportException(
                        file + " cannot be read: the archive is truncated or damaged ("
                                + Printable.of(String.valueOf(e.getMessage())) + ")",
                        e);
            }
        }
        if (!Arrays.equals(start, HDF5)) {
            throw new ImportException(file + " is neither an HDF5 file nor a .keras archive; save the model with"
                    + " model.save('model.keras') or model.save('model.h5')");
        }
        return hdf5(file);
    }

    private static StoredModel hdf5(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new ImportException(file + " must be at most 2 GB, but has " + size + " bytes");
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return Hdf5.read(bytes, file.toString(), open -> Hdf5Content.read(open, file.toString(), size));
        }
    }

    private StoredModel read() throws IOException {
        String config = new String(bytes("config.json", LONGEST_TEXT), StandardCharsets.UTF_8);
        String metadata = new String(bytes("metadata.json", LONGEST_TEXT), StandardCharsets.UTF_8);
        byte[] weights = bytes("model.weights.h5", length);
        StoredModel stored =
                Hdf5.read(ByteBuffer.wrap(weights), source, open -> Hdf5Content.read(open, source, weights.length));
        return stored.with(
                config, KerasJson.parse(metadata, source).path("keras_version").asString(""));
    }

    /** One file of the archive; Keras does not compress them, so none is longer than the archive. */
    private byte[] bytes(String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ImportException(source + " cannot be imported: the archive has no '" + name + "'"
                    + (zip.getEntry("model.weights.json") == null
                            ? ""
                            : ", its weights are in several parts; save it whole"));
        }
        long limit = Math.min(most, Integer.MAX_VALUE - 16);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = entry.getSize() > limit ? new byte[0] : in.readNBytes((int) limit + 1);
            if (entry.getSize() > limit || bytes.length > limit) {
                throw new ImportException(source + " cannot be imported: '" + name + "' must have at most " + limit
                        + " bytes, but claims " + entry.getSize());
            }
            return bytes;
        }
    }
}
