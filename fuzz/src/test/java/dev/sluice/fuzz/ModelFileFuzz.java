package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzzes a run's {@code model.json}. */
final class ModelFileFuzz {
    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Attempt.run(() -> ModelFile.read(text), List.of(RunException.class));
    }
}
