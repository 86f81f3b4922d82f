package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.KnownCells.Candidate;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.KnownCells.Lstm;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in the file, node by node. */
class LoweredFileTest {
    @Test
    void lower_defaultGru_writesOnlyWhatEveryRuntimeReads() {
        NodeProto gru = only(graph(Networks.of(Gru.defaults())), "GRU");

        assertThat(names(gru)).containsExactly("direction", "hidden_size", "linear_before_reset");
        assertThat(attribute(gru, "hidden_size").getI()).isEqualTo(5);
        assertThat(attribute(gru, "linear_before_reset").getI()).isEqualTo(1);
        assertThat(attribute(gru, "direction").getS().toStringUtf8()).isEqualTo("forward");
        assertThat(gru.getInputList()).hasSize(6).doesNotContain("");
        assertThat(gru.getName()).isEqualTo("encoder.l0/GRU");
    }

    @Test
    void lower_reluCandidateBeforeReset_writesActivationsAndZero() {
        Cell cell = new Gru(false, false, Candidate.RELU);
        NodeProto gru = only(graph(Networks.of(cell)), "GRU");

        assertThat(attribute(gru, "linear_before_reset").getI()).isZero();
        assertThat(attribute(gru, "activations").getStringsList().stream().map(name -> name.toStringUtf8()))
                .containsExactly("Sigmoid", "Relu");
    }

    @Test
    void lower_twoDirections_areOneNodePerLayer() {
        GraphProto graph = graph(Networks.of(new Lstm(), 2, true, Pooling.LAST, Networks.TOKENS));

        List<NodeProto> nodes = nodes(graph, "LSTM");
        assertThat(nodes).hasSize(2);
        assertThat(nodes)
                .allSatisfy(
                        node -> assertThat(attribute(node, "direction").getS().toStringUtf8())
                                .isEqualTo("bidirectional"));
        assertThat(nodes(graph, "Scan")).isEmpty();
    }

    @Test
    void lower_minimalGatedUnit_hasItsInputProductsOutsideTheLoop() {
        GraphProto graph = graph(Networks.of(new CustomCells.MinimalGated()));

        GraphProto body = attribute(only(graph, "Scan"), "body").getG();
        assertThat(nodes(graph, "MatMul")).hasSize(2);
        assertThat(nodes(body, "MatMul")).isEmpty();
        assertThat(nodes(body, "Gemm")).hasSize(2);
        assertThat(body.getInitializerList())
                .allSatisfy(constant -> assertThat(constant.getDimsList()).isEmpty());
    }

    @Test
    void lower_mixtureOfOldAndNew_hasNoNodeThatCouldBeSaved() {
        GraphProto body = attribute(only(graph(Networks.of(new CustomCells.Mixing())), "Scan"), "body")
                .getG();

        // What comes in at the step is the bias of its product; nobody reads the sequence of outputs, so there is none.
        assertThat(body.getNodeList().stream().map(NodeProto::getOpType))
                .containsExactly("Gemm", "Sigmoid", "Mul", "Gemm", "Tanh", "Sub", "Mul", "Add", "Where");
        assertThat(body.getOutputCount()).isEqualTo(1);
    }

    @Test
    void lower_outputsThatAreRead_stayInTheLoop() {
        GraphProto graph = graph(Networks.of(new CustomCells.Mixing(), 2, false, Pooling.MEAN, Networks.TOKENS));

        assertThat(nodes(graph, "Scan"))
                .hasSize(2)
                .allSatisfy(scan -> assertThat(attribute(scan, "body").getG().getOutputCount())
                        .isEqualTo(2));
    }

    @Test
    void lower_loop_storesNoWeightThatNothingUses() {
        GraphProto graph = graph(Networks.of(new CustomCells.MinimalGated()));
        List<String> read = new ArrayList<>();
        graph.getNodeList().forEach(node -> {
            read.addAll(node.getInputList());
            node.getAttributeList()
                    .forEach(attribute -> attribute.getG().getNodeList().forEach(in -> read.addAll(in.getInputList())));
        });

        assertThat(graph.getInitializerList())
                .isNotEmpty()
                .allSatisfy(weight -> assertThat(read).contains(weight.getName()));
    }

    @Test
    void lower_border_hasTheNamesAndTypesThatUsersExpect() {
        Network network = Networks.of(new Lstm());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(new Lowering("test", OnnxOpset.DEFAULT)
                .activation(OutputActivation.SIGMOID)
                .lower(network.graph(), Networks.parameters(network))
                .builder()
                .build())) {
            assertThat(session.inputs().values().stream().map(Object::toString))
                    .containsExactlyInAnyOrder(
                            "tokens " + ElementType.INT64 + " [batch, time]",
                            "lengths " + ElementType.INT32 + " [batch]",
                            "state.encoder.l0.h " + ElementType.FLOAT + " [batch, 5]",
                            "state.encoder.l0.c " + ElementType.FLOAT + " [batch, 5]");
            assertThat(session.outputs().values().stream().map(Object::toString))
                    .containsExactly(
                            "outputs " + ElementType.FLOAT + " [batch, 3]",
                            "probabilities " + ElementType.FLOAT + " [batch, 3]",
                            "next_state.encoder.l0.h " + ElementType.FLOAT + " [batch, 5]",
                            "next_state.encoder.l0.c " + ElementType.FLOAT + " [batch, 5]");
        }
    }

    @Test
    void lower_trainingNetwork_isRefusedByName() {
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4)).withHead(new HeadOptions(List.of(), 0.5));
        Network network = SequenceModel.build(config, Networks.FEATURES, 2, Network.Mode.TRAINING);

        assertThatThrownBy(() ->
                        new Lowering("test", OnnxOpset.DEFAULT).lower(network.graph(), Networks.parameters(network)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("random mask 'head.0.dropout'")
                .hasMessageContaining("inference");
    }

    @Test
    void lower_missingParameter_isNamed() {
        Network network = Networks.of(Gru.defaults());

        assertThatThrownBy(() -> new Lowering("test", OnnxOpset.DEFAULT).lower(network.graph(), Tensors.of()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("has no value");
    }

    private static GraphProto graph(Network network) {
        return new Lowering("test", OnnxOpset.DEFAULT)
                .lower(network.graph(), Networks.parameters(network))
                .builder()
                .build()
                .proto()
                .getGraph();
    }

    private static List<NodeProto> nodes(GraphProto graph, String operator) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
    }

    private static NodeProto only(GraphProto graph, String operator) {
        assertThat(nodes(graph, operator)).hasSize(1);
        return nodes(graph, operator).getFirst();
    }

    private static List<String> names(NodeProto node) {
        return node.getAttributeList().stream().map(AttributeProto::getName).toList();
    }

    private static AttributeProto attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
