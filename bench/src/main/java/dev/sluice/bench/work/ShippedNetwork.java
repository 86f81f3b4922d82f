package dev.sluice.bench.work;

import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ImportedNetwork;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A network as we ship it, and the same function in a file that we did not write: PyTorch's, whose weights ours were imported
 * from, or a {@link HandMadeScan} with our weights.
 *
 * @param network with states in and out
 * @param parameters its weights
 * @param other the file beside ours
 */
record ShippedNetwork(Network network, Tensors parameters, OnnxModel other) {
    static final int INPUT = 16;
    static final int HIDDEN = 64;
    static final int CLASSES = 10;

    private static final OnnxOpset OPSET = new OnnxOpset(17);
    private static final long SEED = 1;

    /** The network of a cell. */
    static ShippedNetwork of(CellKind cell) {
        return switch (cell) {
            case GRU, LSTM -> fromPyTorch(cell);
            case MGU, LAYER_NORM_GRU -> ours(cell);
            case RNN -> throw new IllegalArgumentException("there is no file of a plain RNN to compare with");
        };
    }

    private static ShippedNetwork ours(CellKind cell) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell.cell(), HIDDEN));
        Network network =
                SequenceModel.build(config, new ModelInput.Features(INPUT), CLASSES, Network.Mode.WITH_STATES);
        Tensors parameters = Parameters.initialize(network.parameters(), SEED);
        return new ShippedNetwork(network, parameters, new HandMadeScan(parameters).of(cell));
    }

    private static ShippedNetwork fromPyTorch(CellKind cell) {
        String resource = "torch_" + cell + ".onnx";
        try (InputStream bytes = Objects.requireNonNull(ShippedNetwork.class.getResourceAsStream(resource), resource)) {
            Path file = Files.createTempFile("sluice-", ".onnx");
            try {
                Files.write(file, bytes.readAllBytes());
                ImportedModel imported = new OnnxImporter().read(file).model();
                ModelConfig config = ModelConfig.of(EncoderOptions.of(cell.cell(), HIDDEN));
                Network network = ImportedNetwork.build(
                        imported,
                        config,
                        imported.inputs(),
                        Map.of(
                                Network.OUTPUTS,
                                new ImportedModel.Wanted(
                                        new HeadSize(CLASSES, OutputForm.POINT), false, OutputActivation.SOFTMAX)),
                        Network.Mode.WITH_STATES);
                return new ShippedNetwork(
                        network, Parameters.initialize(network.parameters(), SEED), OnnxModel.read(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Our file for whole sequences. */
    OnnxModel whole() {
        return new Lowering("bench", OPSET)
                .lower(network.graph(), parameters)
                .builder()
                .build();
    }

    /** Our file for one step. */
    OnnxModel step() {
        return new Lowering("bench", OPSET)
                .lower(OneStep.of(network.graph()), parameters)
                .builder()
                .build();
    }
}
