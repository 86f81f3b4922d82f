package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.ImportException;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.export.importer.TorchWeightsImporter;
import dev.sluice.export.keras.KerasImporter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Weights in safetensors files, and PyTorch's or Keras's names among them. */
final class SafetensorsFuzz {
    private static final int DATA = 4000;

    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(bytes, "weights.safetensors", Safetensors::read, List.of(SafetensorsException.class));
        Attempt.read(
                bytes,
                "weights.safetensors",
                file -> new TorchWeightsImporter().read(file).model(),
                List.of(ImportException.class));
        Attempt.read(
                bytes,
                "weights.safetensors",
                file -> new KerasImporter().read(file).model(),
                List.of(ImportException.class));
    }

    /** Any header under its right length, and numbers behind it. */
    @FuzzTest(maxDuration = "10m")
    void header(byte[] header) {
        read(ByteBuffer.allocate(Long.BYTES + header.length + DATA)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array());
    }
}
