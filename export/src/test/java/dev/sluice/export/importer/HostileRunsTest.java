package dev.sluice.export.importer;

import static dev.sluice.export.importer.HandMade.integer;
import static dev.sluice.export.importer.HandMade.node;
import static dev.sluice.export.importer.HandMade.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.importer.read.Readers;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.FunctionProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole files that ask ONNX Runtime for more than an import may take. The proof runs it in this process, so nothing may get there
 * whose size and course are not known beforehand.
 */
class HostileRunsTest {
    /** Whatever makes sizes out of values is no operator that is taken; loops run over the steps of a sequence and nest never. */
    @Test
    void names_containNothingThatRunsOrGrowsByValues() {
        assertThat(Readers.names())
                .contains("GRU", "Gather", "Expand")
                .doesNotContain(
                        "Resize",
                        "Upsample",
                        "OneHot",
                        "NonZero",
                        "Compress",
                        "SequenceMap",
                        "Unique",
                        "TopK",
                        "ScatterND",
                        "CenterCropPad",
                        "RandomNormal",
                        "Col2Im");
    }

    @Test
    void prove_fourMillionNumbersAStep_runsShortSequencesAlone() throws IOException {
        ImportProof proof = proveGrowing(graph -> {
            graph.addInitializer(whole("sizes", 1, 1, 1 << 22));
            stretched(graph, "Expand", "sizes", "wide");
        });

        assertThat(proof.passed()).isTrue();
        assertThat(proof.json())
                .contains("batch 1, 1 steps")
                .doesNotContain("17 steps")
                .doesNotContain("alone");
    }

    @Test
    void prove_repeatedFourMillionTimes_runsShortSequencesAlone() throws IOException {
        ImportProof proof = proveGrowing(graph -> {
            graph.addInitializer(whole("sizes", 1, 1, 1 << 22));
            stretched(graph, "Tile", "sizes", "wide");
        });

        assertThat(proof.json()).doesNotContain("17 steps");
    }

    /** What the branch that is not taken would do, the runtime must not even prepare. */
    @Test
    void prove_branchThatIsNotTaken_doesNotReachTheRuntime() throws IOException {
        ImportProof proof = proveGrowing(graph -> graph.addInitializer(
                        TensorProto.newBuilder().setName("yes").setDataType(9).addInt32Data(1))
                .addNode(node("If", "yes", "chosen").toBuilder()
                        .addAttribute(branch("then_branch", node("Identity", "steps", "kept"), "kept"))
                        .addAttribute(branch("else_branch", node("NoSuchOperator", "steps", "lost"), "lost"))));

        assertThat(proof.passed()).isTrue();
    }

    @Test
    void read_loopWithinALoop_isRefused() {
        NodeProto inner = loop("slice", "inner", node("Identity", "element", "same"), "element", "same");
        NodeProto outer = loop("steps", "outer", inner, "slice", "inner");

        assertThatThrownBy(() -> proveGrowing(graph -> graph.addNode(outer)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("a loop within a loop is not supported");
    }

    private static NodeProto loop(String input, String output, NodeProto body, String slice, String result) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("body")
                .addInput(ValueInfoProto.newBuilder().setName(slice))
                .addNode(body)
                .addOutput(ValueInfoProto.newBuilder().setName(result))
                .build();
        return node("Scan", input, output).toBuilder()
                .addAttribute(integer("num_scan_inputs", 1))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("body")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(graph))
                .build();
    }

    private static AttributeProto branch(String name, NodeProto node, String output) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(GraphProto.newBuilder()
                        .setName(name)
                        .addNode(node)
                        .addOutput(ValueInfoProto.newBuilder()
                                .setName(output)
                                .setType(TypeProto.newBuilder()
                                        .setTensorType(
                                                TypeProto.Tensor.newBuilder().setElemType(1)))))
                .build();
    }

    @Test
    void read_widerThanAnyModel_isRefused() {
        assertThatThrownBy(() -> proveGrowing(graph -> {
                    graph.addInitializer(whole("sizes", 1, 1, 1 << 22));
                    for (int i = 0; i < 20; i++) {
                        stretched(graph, "Expand", "sizes", "wide" + i);
                    }
                }))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("too many numbers");
    }

    /** Time as an axis again and again: 17 steps would be 17 to the power of eight numbers. */
    @Test
    void prove_timeRaisedToAPower_runsShortSequencesAlone() throws IOException {
        ImportProof proof = proveGrowing(graph -> {
            graph.addNode(node("Shape", "steps", "shape"))
                    .addInitializer(whole("first", 0))
                    .addNode(node("Gather", "shape", "time").toBuilder().addInput("first"))
                    .addNode(NodeProto.newBuilder()
                            .setOpType("Concat")
                            .addAllInput(List.of("time", "time", "time", "time", "time", "time", "time", "time"))
                            .addOutput("sizes")
                            .addAttribute(integer("axis", 0)));
            graph.addInitializer(
                    TensorProto.newBuilder().setName("one").setDataType(1).addFloatData(1));
            graph.addNode(node("Expand", "one", "power").toBuilder().addInput("sizes"));
        });
        assertThat(proof.json()).contains("2 steps").doesNotContain("17 steps");
    }

    /** ONNX Runtime reads what a file defines, though no node that was taken can use it. */
    @Test
    void prove_functionsOfTheFile_doNotReachTheRuntime() throws IOException {
        ModelProto.Builder model = known().setIrVersion(8);
        model.addFunctions(FunctionProto.newBuilder()
                .setName("Transpose")
                .addInput("x")
                .addOutput("y")
                .addNode(node("Neg", "x", "y")));
        assertThatThrownBy(() -> OnnxRuntimeSession.of(new OnnxModel(model.build())))
                .isInstanceOf(OnnxRuntimeException.class)
                .hasMessageContaining("function");

        assertThat(prove(model).passed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"initializer", "constant", "subgraph"})
    void open_externalDataAnywhere_isRefusedBeforeItIsRead(String place) {
        TensorProto outside = TensorProto.newBuilder()
                .setName("secret")
                .setDataType(1)
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/hostname"))
                .build();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("reads");
        switch (place) {
            case "initializer" -> graph.addInitializer(outside);
            case "constant" -> graph.addNode(constant(outside));
            default ->
                graph.addNode(node("If", "condition", "y").toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setType(AttributeProto.AttributeType.GRAPH)
                                .setG(GraphProto.newBuilder().addNode(constant(outside)))));
        }
        OnnxModel model = new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build());

        assertThatThrownBy(() -> OnnxRuntimeSession.of(model))
                .isInstanceOf(OnnxRuntimeException.class)
                .hasMessageContaining("lie in another file");
    }

    private static NodeProto.Builder constant(TensorProto value) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("secret")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(value));
    }

    /** A known model with more nodes, which begin with its sequence {@code steps}, {@code [T, B, F]}. */
    private static ImportProof proveGrowing(Consumer<GraphProto.Builder> more) throws IOException {
        ModelProto.Builder model = known();
        more.accept(model.getGraphBuilder());
        return prove(model);
    }

    private static ImportProof prove(ModelProto.Builder model) {
        OnnxImport imported = OnnxImport.of(new OnnxModel(model.build()), "hostile");
        return new OnnxFile(imported, new ArrayList<>()).prove();
    }

    private static ModelProto.Builder known() throws IOException {
        return OnnxModel.read(ImporterModelsTest.model("keras_bidirectional_lstm")).proto().toBuilder();
    }

    /** One feature of each step, many times. */
    private static void stretched(GraphProto.Builder graph, String operator, String sizes, String name) {
        graph.addNode(node("ReduceMean", "steps", name + "/one").toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axes")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addInts(2)))
                .addNode(node(operator, name + "/one", name).toBuilder().addInput(sizes));
    }
}
