package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Loss;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.KnownCells.Lstm;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Files that are wrong in the ways that exporters have been wrong: each must be caught. */
class ProofTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 6), 1);
    private static final int HIDDEN = 4;

    @Test
    void run_fileAsLowered_passesWithPartsAndRealRows() {
        Map<String, Tensor> rows = new LinkedHashMap<>();
        rows.put("tokens", Tensor.copyOf(Shape.of(2, 2), 3, 4, 5, 0));
        rows.put("lengths", Tensor.copyOf(Shape.of(2), 2, 1));
        ProofReport report = prove(Gru.defaults(), graph -> {}, List.of(rows));

        assertThat(report.passed()).isTrue();
        assertThat(report.inParts()).isTrue();
        assertThat(report.inputs())
                .contains("whole, then in parts, batch 5, time 17", "validation rows, batch 2, time 2");
        assertThat(report.float64Differences().get("outputs").relative()).isLessThan(1e-5);
    }

    @Test
    void run_swappedGates_fails() {
        assertCaught(prove(Gru.defaults(), graph -> swapGates(graph, "encoder.l0/W", 0, 1), List.of()));
        assertCaught(prove(new Lstm(), graph -> swapGates(graph, "encoder.l0/R", 1, 2), List.of()));
    }

    @Test
    void run_forgottenLinearBeforeReset_fails() {
        assertCaught(prove(
                Gru.defaults(),
                graph -> change(
                        graph,
                        "GRU",
                        node -> node.getAttributeBuilderList().stream()
                                .filter(attribute -> attribute.getName().equals("linear_before_reset"))
                                .forEach(attribute -> attribute.setI(0))),
                List.of()));
    }

    @Test
    void run_forgottenLengths_fails() {
        assertCaught(prove(Gru.defaults(), graph -> change(graph, "GRU", node -> node.setInput(4, "")), List.of()));
    }

    @Test
    void run_forgottenInitialState_fails() {
        assertCaught(prove(Gru.defaults(), graph -> change(graph, "GRU", node -> node.setInput(5, "")), List.of()));
    }

    @Test
    void run_emptyRowsAsTheOperatorLeavesThem_fails() {
        assertCaught(prove(
                Gru.defaults(),
                graph -> change(graph, "Where", node -> node.setInput(2, node.getInput(1))),
                List.of()));
    }

    private static void assertCaught(ProofReport report) {
        assertThat(report.passed()).isFalse();
        assertThat(report.worst().relative()).isGreaterThan(1e-3);
        assertThat(report.summary()).startsWith("NOT equal");
    }

    private static ProofReport prove(Cell cell, Consumer<GraphProto.Builder> damage, List<Map<String, Tensor>> rows) {
        ModelConfig config =
                ModelConfig.of(ModelConfig.EncoderOptions.of(cell, HIDDEN)).withEmbedding(3);
        Network network = SequenceModel.build(config, new ModelInput.Tokens(7), 3, Network.Mode.WITH_STATES);
        Map<String, Tensor> parameters = Parameters.initialize(network.parameters(), 5);
        parameters.values().forEach(ProofTest::awayFromZero);
        OnnxModel model = new Lowering("test", OnnxOpset.DEFAULT)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        damage.accept(graph);
        OnnxModel damaged =
                new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, Loss.Activation.NONE, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(damaged)) {
            return Proof.run(subject, session, GRID, rows, 1e-4);
        }
    }

    private static void awayFromZero(Tensor tensor) {
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] += 0.2f * (i % 3 - 1);
        }
    }

    private static void swapGates(GraphProto.Builder graph, String initializer, int a, int b) {
        TensorProto.Builder tensor = graph.getInitializerBuilderList().stream()
                .filter(candidate -> candidate.getName().equals(initializer))
                .findFirst()
                .orElseThrow();
        byte[] bytes = tensor.getRawData().toByteArray();
        int block = (int) (HIDDEN * tensor.getDims(2) * Float.BYTES);
        for (int i = 0; i < block; i++) {
            byte swap = bytes[a * block + i];
            bytes[a * block + i] = bytes[b * block + i];
            bytes[b * block + i] = swap;
        }
        tensor.setRawData(ByteString.copyFrom(bytes));
    }

    private static void change(GraphProto.Builder graph, String operator, Consumer<NodeProto.Builder> change) {
        List<NodeProto.Builder> nodes = graph.getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
        assertThat(nodes).isNotEmpty();
        nodes.forEach(change);
    }
}
