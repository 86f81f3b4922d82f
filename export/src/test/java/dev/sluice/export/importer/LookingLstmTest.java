package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells;
import dev.sluice.export.OnnxExporter;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxRecurrent.Direction;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.proof.ProofGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LSTMs with P and input_forget come in, change in training, and go out as what they were. */
class LookingLstmTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 6), 1);
    private static final int FEATURES = 3;
    private static final int HIDDEN = 4;

    @TempDir
    private Path folder;

    private int drawn;

    @ParameterizedTest
    @CsvSource({
        "FORWARD,true,false",
        "FORWARD,false,true",
        "REVERSE,true,true",
        "BIDIRECTIONAL,true,false",
        "BIDIRECTIONAL,false,true",
        "BIDIRECTIONAL,true,true"
    })
    void read_changedAndExported_isTheSameOperator(Direction direction, boolean peepholes, boolean coupled)
            throws IOException {
        ImportedFile file = OnnxImporter.of(model(direction, peepholes, coupled), "test", List.of());
        assertThat(file.prove().passed()).isTrue();

        assertThat(new OnnxExporter(OnnxOptions.defaults(), GRID)
                        .export(changed(file), Validation.none(), folder)
                        .passed())
                .isTrue();

        NodeProto lstm = OnnxModel.read(folder.resolve(OnnxExporter.MODEL)).proto().getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("LSTM"))
                .findFirst()
                .orElseThrow();
        assertThat(lstm.getInputCount() == 8 && !lstm.getInput(7).isEmpty()).isEqualTo(peepholes);
        assertThat(lstm.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("input_forget") && attribute.getI() == 1))
                .isEqualTo(coupled);
    }

    private OnnxModel model(Direction direction, boolean peepholes, boolean coupled) {
        int d = direction == Direction.BIDIRECTIONAL ? 2 : 1;
        OnnxModelBuilder builder = new OnnxModelBuilder("looking", new OnnxOpset(17));
        OnnxGraph graph = builder.graph();
        OnnxShape state = OnnxShape.parse("[" + d + ", N, " + HIDDEN + "]");
        OnnxRecurrent node = new OnnxRecurrent(graph, RecurrentKind.LSTM, HIDDEN)
                .direction(direction)
                .coupledGates(coupled)
                .lengths(graph.input("lengths", ElementType.INT32, OnnxShape.parse("[N]")))
                .initialHidden(graph.input("h0", ElementType.FLOAT, state))
                .initialCell(graph.input("c0", ElementType.FLOAT, state));
        if (peepholes) {
            node.peepholes(weights(graph, "P", d, 3 * HIDDEN));
        }
        OnnxValue last = node.add(
                        graph.input("x", ElementType.FLOAT, OnnxShape.parse("[T, N, " + FEATURES + "]")),
                        weights(graph, "W", d, 4 * HIDDEN, FEATURES),
                        weights(graph, "R", d, 4 * HIDDEN, HIDDEN),
                        weights(graph, "B", d, 8 * HIDDEN))
                .hidden();
        OnnxShaping shaping = new OnnxShaping(graph);
        OnnxValue rows = shaping.reshape(shaping.transpose(last, 1, 0, 2), OnnxShape.parse("[N, " + d * HIDDEN + "]"));
        graph.output("outputs", new OnnxMath(graph).matMul(rows, weights(graph, "head", d * HIDDEN, 2)));
        return builder.build();
    }

    private OnnxValue weights(OnnxGraph graph, String name, long... shape) {
        int elements = 1;
        for (long size : shape) {
            elements *= (int) size;
        }
        CounterRandom random = CounterRandom.of(5, name, drawn++);
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = random.normal(i) * 0.5f;
        }
        return graph.initializer(name, OnnxArray.floats(values, shape));
    }

    /** As training leaves it: every parameter has moved. */
    private static TrainedModel changed(ImportedFile file) {
        DataContract contract = DataContract.of(
                new InputEncoding.Series(new Scaler(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0))),
                new TargetEncoding.Numbers(2));
        ModelConfig config = ModelConfig.of(EncoderOptions.of(KnownCells.Gru.defaults(), HIDDEN));
        List<ModelInput> inputs = List.of(new ModelInput.Features(FEATURES));
        Map<String, OutputActivation> none = Map.of(Network.OUTPUTS, OutputActivation.NONE);
        TrainedModel blank =
                new TrainedModel(config, Optional.of(file.model()), inputs, contract, none, Tensors.of(), Map.of());
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        parameters.forEach((name, tensor) -> {
            CounterRandom random = CounterRandom.of(6, name, 0);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] += random.normal(i) * 0.2f;
            }
        });
        return new TrainedModel(config, Optional.of(file.model()), inputs, contract, none, parameters, Map.of());
    }
}
