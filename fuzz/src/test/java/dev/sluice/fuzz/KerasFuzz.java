package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.ImportException;
import dev.sluice.export.keras.KerasImporter;
import java.util.List;

/** Anybody's HDF5 files and Keras archives. */
final class KerasFuzz {
    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(bytes, "model.h5", file -> new KerasImporter().read(file).model(), List.of(ImportException.class));
    }
}
