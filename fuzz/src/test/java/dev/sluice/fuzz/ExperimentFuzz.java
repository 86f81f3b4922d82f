package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzzes experiment files. */
final class ExperimentFuzz {
    private static final Registry REGISTRY = Plugins.load();

    @FuzzTest(maxDuration = "10m")
    void resolve(byte[] bytes) {
        String yaml = new String(bytes, StandardCharsets.UTF_8);
        Attempt.run(() -> Experiment.parse(yaml).withRegistry(REGISTRY).resolve(), List.of(ConfigException.class));
    }
}
