package dev.sluice.core.experiment.record;

import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A training's state as one file: tensors in the safetensors format, everything else as JSON in its metadata, and a
 * checksum over both.
 *
 * <pre>
 *   tensors    parameters/NAME  optimizer/NAME.SLOT  pruned/NAME  carried/NAME  best/NAME  dense/NAME
 *   metadata   format, state (JSON), crc32c
 * </pre>
 *
 * @param state of the training
 * @param events length of the event log at that moment, in bytes
 * @param seal the origin of the training
 * @param complete whether training can continue from it to more epochs; otherwise it holds the outcome alone
 */
public record Checkpoint(TrainingState state, long events, Seal seal, boolean complete) {
    private static final String FORMAT = "3";
    private static final String PARAMETERS = "parameters/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String PRUNED = "pruned/";
    private static final String CARRIED = "carried/";
    private static final String BEST = "best/";
    private static final String DENSE = "dense/";

    /**
     * The origin of a training. A training resumes only with an equal origin, independent of the run's other files.
     *
     * @param experiment with all defaults, as YAML
     * @param data that it trains on
     * @param plugins that it may use
     * @param initial checksum of the initial weights
     */
    public record Seal(String experiment, DataRecord data, List<PluginRecord> plugins, String initial) {
        /** Copies the list. */
        public Seal {
            plugins = List.copyOf(plugins);
        }
    }

    /** Everything but the tensors. */
    private record Facts(
            TrainingState.Position position,
            Best best,
            Best dense,
            List<EpochReport> history,
            long events,
            Seal seal,
            boolean complete) {}

    /** A {@link TrainingState.Best} without its weights. */
    private record Best(double figure, int epoch, int waited) {
        static Best of(TrainingState.Best best) {
            return new Best(best.figure(), best.epoch(), best.waited());
        }

        TrainingState.Best with(Tensors weights) {
            return new TrainingState.Best(weights, figure, epoch, waited);
        }
    }

    /** The file's content; tensors are shared. */
    Safetensors file() {
        Tensors tensors = below(PARAMETERS, state.parameters())
                .with(below(OPTIMIZER, state.optimizer()))
                .with(below(PRUNED, state.pruned()))
                .with(below(CARRIED, state.carried()))
                .with(below(BEST, state.best().weights()))
                .with(below(DENSE, state.dense().weights()));
        String facts = Json.line(new Facts(
                state.position(),
                Best.of(state.best()),
                Best.of(state.dense()),
                state.history(),
                events,
                seal,
                complete));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("state", facts);
        metadata.put("crc32c", Checksum.of(facts, tensors));
        return new Safetensors(tensors, metadata);
    }

    /**
     * Reads a file and checks its sum.
     *
     * @throws IOException if it cannot be read, is of another format, or its checksum differs
     * @throws dev.sluice.core.tensor.SafetensorsException if it is torn or damaged
     */
    static Checkpoint read(Path path) throws IOException {
        Safetensors file = Safetensors.read(path);
        Map<String, String> metadata = file.metadata();
        String facts = metadata.getOrDefault("state", "");
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new IOException(
                    path + ": its format must be " + FORMAT + ", but is " + metadata.getOrDefault("format", "none"));
        }
        String sum = Checksum.of(facts, file.tensors());
        if (!sum.equals(metadata.get("crc32c"))) {
            throw new IOException(path + ": its checksum must be " + metadata.get("crc32c") + ", but is " + sum);
        }
        try {
            Facts read = Json.read(facts, Facts.class);
            TrainingState state = new TrainingState(
                    read.position,
                    file.tensors().under(PARAMETERS),
                    file.tensors().under(OPTIMIZER),
                    file.tensors().under(PRUNED),
                    file.tensors().under(CARRIED),
                    read.best.with(file.tensors().under(BEST)),
                    read.dense.with(file.tensors().under(DENSE)),
                    read.history);
            return new Checkpoint(state, read.events, read.seal, read.complete);
        } catch (JacksonException | NullPointerException e) {
            throw new IOException(path + ": its state does not describe a training: " + e.getMessage(), e);
        }
    }

    private static Tensors below(String prefix, Tensors tensors) {
        return tensors.renamed(name -> prefix + name);
    }
}
