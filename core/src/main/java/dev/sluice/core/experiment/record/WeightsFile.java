package dev.sluice.core.experiment.record;

import dev.sluice.core.model.Network;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** {@code best.safetensors}: weights under PyTorch's names, replaced as a whole. */
public final class WeightsFile {
    public static final String NAME = "best.safetensors";

    /** The best weights of a trial before any was removed. */
    public static final String DENSE = "dense.safetensors";

    private static final String EPOCH = "epoch";

    private WeightsFile() {}

    /** Writes weights and the epoch that they are from. */
    public static void write(Path folder, String name, Network network, Tensors parameters, int epoch)
            throws IOException {
        Path half = folder.resolve(name + ".tmp");
        Map<String, String> facts = Map.of(EPOCH, Integer.toString(epoch));
        new Safetensors(StateDict.toPyTorch(network, parameters), facts).write(half);
        Files.move(half, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The best weights of a run. */
    public static Tensors read(Path folder, Network network) throws IOException {
        return StateDict.fromPyTorch(
                network, Safetensors.read(folder.resolve(NAME)).tensors());
    }

    /** The best weights before any was removed; none if none was removed. */
    public static TrainingResult.Dense readDense(Path folder, Network network) throws IOException {
        Path file = folder.resolve(DENSE);
        if (!Files.exists(file)) {
            return new TrainingResult.Dense(Tensors.of(), 0);
        }
        Safetensors weights = Safetensors.read(file);
        return new TrainingResult.Dense(
                StateDict.fromPyTorch(network, weights.tensors()),
                Integer.parseInt(weights.metadata().getOrDefault(EPOCH, "0")));
    }
}
