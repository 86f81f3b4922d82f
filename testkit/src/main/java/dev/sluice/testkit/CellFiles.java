package dev.sluice.testkit;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cell in a model that leaves memory: weights saved and loaded, and the ONNX file in ONNX Runtime. */
final class CellFiles {
    private static final ProofGrid GRID = new ProofGrid(List.of(3), List.of(1, 6), 3);
    private static final int FEATURES = 3;
    private static final int HIDDEN = 4;

    private final Cell cell;

    CellFiles(Cell cell) {
        this.cell = cell;
    }

    /** Each parameter, bit for bit, through PyTorch's names and a safetensors file. */
    void weightsSurviveAFile() throws IOException {
        Network network = network(2, true);
        Tensors parameters = parameters(network);
        Path file = Files.createTempFile("sluice-check", ".safetensors");
        try {
            new Safetensors(StateDict.toPyTorch(network, parameters), Map.of()).write(file);
            Tensors loaded =
                    StateDict.fromPyTorch(network, Safetensors.read(file).tensors());
            parameters.forEach((name, value) -> {
                Tensor read = loaded.get(name);
                if (!Arrays.equals(read.array(), value.array())) {
                    throw new ContractViolation("saved and loaded, the parameter " + name + " is " + read + ", but was "
                            + value + ". Its name is one that the joined weights of the gates use; give it another.");
                }
            });
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** One layer forward, also in two parts with its states carried over. */
    void exportAgreesForward() {
        requireParity(1, false);
    }

    /** Two layers in both directions, with rows of all lengths; one where the upper has not what the cell asks for. */
    void exportAgreesBothWays() {
        requireParity(2, true);
    }

    private void requireParity(int layers, boolean bidirectional) {
        Network network = network(layers, bidirectional);
        Tensors parameters = parameters(network);
        OnnxModel model = new Lowering("check", OnnxOpset.DEFAULT)
                .activation(OutputActivation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofReport report = Proof.run(subject, session, GRID, Validation.none(), Tolerance.ofRounding());
            if (!report.passed()) {
                boolean told = report.differences().worst().excess() > 1;
                throw new ContractViolation("the ONNX file must compute what the equations mean, but "
                        + report.differences().reason()
                        + (told
                                ? ". Please report this with the cell."
                                : ". Do the equations give NaN, or divide by next to nothing? Look for sqrt, log or pow of a"
                                        + " negative number, and for states that grow from step to step."));
            }
        }
    }

    private Network network(int layers, boolean bidirectional) {
        Sizes sizes = Sizes.of(cell, FEATURES, HIDDEN);
        EncoderOptions encoder = EncoderOptions.of(cell, sizes.hidden()).withBidirectional(bidirectional);
        List<ModelInput> inputs =
                CellSignature.of(cell, sizes.inputs(), sizes.hidden()).inputs();
        try {
            return network(encoder.withLayers(layers), inputs);
        } catch (ModelConfigException noSuchInputAbove) {
            return network(encoder, inputs);
        }
    }

    private static Network network(EncoderOptions encoder, List<ModelInput> inputs) {
        ModelConfig config = ModelConfig.of(encoder).withPooling(Pooling.LAST);
        return SequenceModel.build(
                config, inputs, HeadSize.points(Map.of(Network.OUTPUTS, 2)), Network.Mode.WITH_STATES);
    }

    /** Away from zeros and ones, so that a forgotten parameter shows. */
    private static Tensors parameters(Network network) {
        Tensors values = Parameters.initialize(network.parameters(), 7);
        values.forEach((name, tensor) -> {
            CounterRandom random = CounterRandom.of(7, "check." + name, 0);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] += random.normal(i) * 0.3f;
            }
        });
        return values;
    }
}
