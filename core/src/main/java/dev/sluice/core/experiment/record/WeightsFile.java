package dev.sluice.core.experiment.record;

import dev.sluice.core.model.Network;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code best.safetensors}: the best weights, under PyTorch's names where the cell has them. The file is replaced as a whole.
 * Its metadata holds a checksum, which reveals damage, and a mark of the experiment, which reveals another run's file.
 *
 * @param folder of the run
 * @param network that the weights are for
 * @param recipe a sum over everything in the experiment that reaches the weights
 */
public record WeightsFile(Path folder, Network network, String recipe) {
    private static final String EPOCH = "epoch";
    private static final String RECIPE = "recipe_sha256";
    private static final String CHECKSUM = "crc32c";

    /** Writes weights by the names of the network's parameters. */
    void write(Tensors parameters, int epoch) throws IOException {
        Tensors tensors = StateDict.toPyTorch(network, parameters);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(EPOCH, Integer.toString(epoch));
        metadata.put(RECIPE, recipe);
        metadata.put(CHECKSUM, Checksum.of(recipe, tensors));
        new Safetensors(tensors, metadata).write(RunFile.WEIGHTS.in(folder));
    }

    /**
     * Reads the weights by the names of the network's parameters.
     *
     * @throws RunException if they are damaged, or of another experiment
     */
    public Tensors read() throws IOException {
        Path file = RunFile.WEIGHTS.in(folder);
        try {
            Safetensors read = Safetensors.read(file);
            String written = read.metadata().getOrDefault(RECIPE, "");
            if (!Checksum.of(written, read.tensors()).equals(read.metadata().get(CHECKSUM))) {
                throw new RunException(file + " is damaged: its checksum must be "
                        + read.metadata().getOrDefault(CHECKSUM, "there") + ", but is "
                        + Checksum.of(written, read.tensors()) + remedy());
            }
            if (!written.equals(recipe)) {
                throw new RunException(file + " was trained by another experiment than " + RunFile.EXPERIMENT.fileName()
                        + " beside it: one of the two was changed or exchanged" + remedy());
            }
            return StateDict.fromPyTorch(network, read.tensors());
        } catch (SafetensorsException e) {
            throw new RunException(e.getMessage() + remedy());
        }
    }

    private String remedy() {
        return "; restore it, or train again with 'sluice run " + RunFile.EXPERIMENT.in(folder)
                + "' [Sluice/FileChanged]";
    }
}
