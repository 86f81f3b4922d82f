package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.ImportException;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.export.importer.TorchWeightsImporter;
import java.util.List;

/** Weights in safetensors files, and PyTorch's names among them. */
final class SafetensorsFuzz {
    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(bytes, "weights.safetensors", Safetensors::read, List.of(SafetensorsException.class));
        Attempt.read(
                bytes,
                "weights.safetensors",
                file -> new TorchWeightsImporter().read(file).model(),
                List.of(ImportException.class));
    }
}
