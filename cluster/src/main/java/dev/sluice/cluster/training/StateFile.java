package dev.sluice.cluster.training;

import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a replica needs of a training's state, as bytes: parameters, optimizer and pruning. */
final class StateFile {
    private static final String PARAMETERS = "parameters/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String PRUNED = "pruned/";

    private StateFile() {}

    static byte[] bytes(TrainingState state) throws IOException {
        Tensors all = under(PARAMETERS, state.parameters())
                .with(under(OPTIMIZER, state.optimizer()))
                .with(under(PRUNED, state.pruned()));
        Path file = Files.createTempFile("sluice-state-", ".safetensors");
        try {
            new Safetensors(all, Map.of()).write(file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static TrainingState read(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("sluice-state-", ".safetensors");
        try {
            Files.write(file, bytes);
            Tensors all = Safetensors.read(file).tensors();
            TrainingState start = TrainingState.initial(all.under(PARAMETERS));
            return new TrainingState(
                    start.position(),
                    start.parameters(),
                    all.under(OPTIMIZER),
                    all.under(PRUNED),
                    start.carried(),
                    start.best(),
                    start.dense(),
                    start.history());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Tensors under(String prefix, Tensors tensors) {
        return tensors.renamed(name -> prefix + name);
    }
}
