package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.importer.KerasImporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Fuzzes the reading of HDF5 files and Keras archives. */
final class KerasFuzz {
    private static final byte[] ARCHIVE = archive();

    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(bytes, "model.h5", file -> new KerasImporter().read(file).model(), List.of(ImportException.class));
    }

    /** A complete archive with an arbitrary configuration. */
    @FuzzTest(maxDuration = "10m")
    void config(byte[] json) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(ARCHIVE));
                ZipOutputStream to = new ZipOutputStream(changed)) {
            // Stored uncompressed, as Keras does; compressed entries are refused.
            to.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(entry.getName().equals("config.json") ? json : from.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read(changed.toByteArray());
    }

    private static byte[] archive() {
        String resource = "KerasFuzzInputs/read/classifier.keras";
        try (InputStream bytes = Objects.requireNonNull(KerasFuzz.class.getResourceAsStream(resource), resource)) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
