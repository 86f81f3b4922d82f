package dev.sluice.core.experiment.record;

import dev.sluice.core.model.Network;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** {@code best.safetensors}: weights under PyTorch's names, replaced as a whole. */
public final class WeightsFile {
    public static final String NAME = "best.safetensors";

    private WeightsFile() {}

    static void write(Path folder, Network network, Tensors parameters, Map<String, String> facts) throws IOException {
        Path half = folder.resolve(NAME + ".tmp");
        new Safetensors(StateDict.toPyTorch(network, parameters), facts).write(half);
        Files.move(half, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public static Tensors read(Path folder, Network network) throws IOException {
        return StateDict.fromPyTorch(
                network, Safetensors.read(folder.resolve(NAME)).tensors());
    }
}
