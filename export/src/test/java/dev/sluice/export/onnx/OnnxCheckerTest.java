package dev.sluice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks one rule at a time in a model that keeps them all. */
final class OnnxCheckerTest {
    /** A GRU with lengths and initial state, then a Scan: nodes 0 GRU, 1 Squeeze, 2 Scan, 3 Identity. */
    private static ModelProto.Builder good() {
        OnnxModelBuilder builder = new OnnxModelBuilder("m", OnnxOpset.DEFAULT).metadata("k", "v");
        OnnxGraph graph = builder.graph();
        OnnxValue x = graph.input("x", ElementType.FLOAT, OnnxShape.parse("[T, N, 3]"));
        OnnxValue sequence = new OnnxRecurrent(graph, RecurrentKind.GRU, 5)
                .lengths(graph.input("lengths", ElementType.INT32, OnnxShape.parse("[N]")))
                .initialHidden(graph.input("h0", ElementType.FLOAT, OnnxShape.parse("[1, N, 5]")))
                .add(
                        x,
                        graph.initializer("W", OnnxArray.floats(new float[45], 1, 15, 3)),
                        graph.initializer("R", OnnxArray.floats(new float[75], 1, 15, 5)),
                        graph.initializer("B", OnnxArray.floats(new float[30], 1, 30)))
                .sequence();
        OnnxScan scan = new OnnxScan(graph, "scan");
        OnnxValue h = scan.state("h", graph.input("first", ElementType.FLOAT, OnnxShape.parse("[N, 5]")));
        OnnxValue step = scan.slice("x", new OnnxShaping(graph).squeeze(sequence, 1));
        OnnxValue next = new OnnxMath(scan.body()).add(h, step);
        graph.output(
                "y", scan.next(h, next).output("y", next).add(false).outputs().getFirst());
        return builder.toProto().toBuilder();
    }

    @Test
    void check_goodModel_findsNothing() {
        assertThat(OnnxChecker.check(new OnnxModel(good().build()))).isEmpty();
    }

    @Test
    void check_nodesOutOfOrder_isUnsorted() {
        finds("unsorted", "'Squeeze' is computed later", model -> {
            NodeProto squeeze = graph(model).getNode(1);
            graph(model).setNode(1, graph(model).getNode(2)).setNode(2, squeeze);
        });
    }

    @Test
    void check_names() {
        finds("undefined", "uses 'nobody'", model -> node(model, 1).setInput(0, "nobody"));
        finds(
                "undefined",
                "no node of the graph computes it",
                model -> graph(model).getOutputBuilder(0).setName("nobody"));
        finds("repeated-name", "'x' repeats", model -> node(model, 1).setOutput(0, "x"));
        finds("repeated-node", "unique", model -> node(model, 1).setName("GRU"));
        finds(
                "repeated-name",
                "a graph around it",
                model -> body(model).getNodeBuilder(0).setOutput(0, "W"));
        finds(
                "repeated-metadata",
                "'k' repeats",
                model -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("k")));
        finds(
                "undefined",
                "does not exist",
                model -> graph(model).getValueInfoBuilder(0).setName("ghost"));
    }

    @Test
    void check_stamps() {
        finds(
                "no-opset",
                "none",
                model -> model.setOpsetImport(0, OperatorSetIdProto.newBuilder().setDomain("other")));
        finds(
                "repeated-opset",
                "once",
                model -> model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(16)));
        finds("no-opset", "'com.microsoft'", model -> node(model, 1).setDomain("com.microsoft"));
    }

    @Test
    void check_operators() {
        finds(
                "newer-operator",
                "exists since opset 18, but the model is stamped 17",
                model -> node(model, 3).setOpType("Mish"));
        finds(
                "unknown-operator",
                "did you mean 'Identity'?",
                model -> node(model, 3).setOpType("Identiy"));
        finds(
                "input-count",
                "takes 1 inputs, but has 2",
                model -> node(model, 3).addInput("x"));
        finds(
                "output-count",
                "gives 1 outputs, but has 2",
                model -> node(model, 3).addOutput("more"));
        finds("missing-input", "input 0 must be given", model -> node(model, 3).setInput(0, ""));
        finds(
                "unknown-attribute",
                "no attribute 'axes' at this opset",
                model -> node(model, 1)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axes")
                                .setType(AttributeProto.AttributeType.INTS)));
        finds(
                "attribute-type",
                "must be INT, but was FLOAT",
                model -> attribute(model, "linear_before_reset").setType(AttributeProto.AttributeType.FLOAT));
        finds(
                "repeated-attribute",
                "'linear_before_reset' repeats",
                model -> node(model, 0).addAttribute(attribute(model, "linear_before_reset")));
        finds("missing-attribute", "'to'", model -> node(model, 3).setOpType("Cast"));
    }

    @ParameterizedTest
    @CsvSource({
        "W, '1 12 3', 'W must be [D, 3·H, I] = [1, 15, 3], but was [1, 12, 3]'",
        "R, '1 15 4', 'R must be [D, 3·H, H] = [1, 15, 5], but was [1, 15, 4]'",
        "B, '1 15', 'B must be [D, 6·H] = [1, 30], but was [1, 15]'",
        "B, '30', 'B must be [D, 6·H] = [1, 30], but was [30]'"
    })
    void check_weightShapes_sayWhatIsRight(String name, String shape, String message) {
        finds("wrong-shape", message, model -> {
            int elements = 1;
            TensorProto.Builder tensor = graph(model).getInitializerBuilderList().stream()
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .clearDims();
            for (String size : shape.split(" ")) {
                tensor.addDims(Long.parseLong(size));
                elements *= Integer.parseInt(size);
            }
            tensor.setRawData(ByteString.copyFrom(new byte[4 * elements]));
        });
    }

    @Test
    void check_recurrentNode() {
        finds("wrong-shape", "initial_h must be [D, N, H] = [1, N, 5]", model -> input(model, 2, 2, 6));
        finds(
                "wrong-type",
                "sequence_lens must be int32 [N]",
                model -> graph(model)
                        .getInputBuilder(1)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(ElementType.INT64.code()));
        finds(
                "wrong-shape",
                "X must be [T, N, I]",
                model -> graph(model)
                        .getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .removeDim(0));
        finds(
                "attribute-value",
                "hidden_size must be given",
                model -> attribute(model, "hidden_size")
                        .setName("clip")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(1));
        finds(
                "attribute-value",
                "clip must be above 0",
                model -> node(model, 0)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("clip")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(0)));
        finds(
                "attribute-value",
                "direction must be",
                model -> attribute(model, "direction").setS(ByteString.copyFromUtf8("both")));
        finds(
                "attribute-value",
                "activations must be 2 names",
                model -> node(model, 0)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("activations")
                                .setType(AttributeProto.AttributeType.STRINGS)
                                .addStrings(ByteString.copyFromUtf8("Tanh"))));
    }

    @Test
    void check_scanBody() {
        finds(
                "body-repeats",
                "wrong numbers",
                model -> body(model).setOutput(1, body(model).getOutput(0)));
        finds(
                "body-passes",
                "is one of its inputs",
                model -> body(model).setOutput(0, body(model).getInput(0)));
        finds(
                "body-passes",
                "comes from elsewhere",
                model -> body(model).getOutputBuilder(1).setName("W"));
        finds("body-inputs", "takes 1", model -> body(model).removeInput(1));
        finds(
                "body-outputs",
                "the body gives 1 values and the node 2",
                model -> body(model).removeOutput(1));
        finds(
                "body-state",
                "number 0",
                model -> body(model)
                        .getOutputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .setDimValue(6));
        finds(
                "body-rank",
                "one axis less",
                model -> body(model)
                        .getInputBuilder(1)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .removeDim(0));
        finds(
                "attribute-value",
                "num_scan_inputs",
                model -> scanAttribute(model, "num_scan_inputs").setI(0));
        finds(
                "attribute-value",
                "scan_output_directions must have 1 numbers",
                model -> node(model, 2)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("scan_output_directions")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addInts(0)
                                .addInts(1)));
    }

    @Test
    void check_declarations() {
        finds(
                "undeclared",
                "element type",
                model -> graph(model).getOutputBuilder(0).clearType());
        finds("illegal-size", "-1", model -> input(model, 0, 2, -1));
        finds(
                "wrong-data-size",
                "needs 45 elements",
                model -> graph(model).getInitializerBuilder(0).setRawData(ByteString.copyFrom(new byte[8])));
        finds(
                "illegal-size",
                "overflow",
                model -> graph(model)
                        .getInitializerBuilder(0)
                        .clearDims()
                        .addDims(Long.MAX_VALUE)
                        .addDims(3));
        finds(
                "external-data",
                "lie in another",
                model -> graph(model).getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL));
        finds(
                "contradiction",
                "is declared as float [2] and as",
                model -> graph(model)
                        .addValueInfo(Protos.declaration(new OnnxValue("W", ElementType.FLOAT, OnnxShape.fixed(2)))));
    }

    @Test
    void check_severalDefects_findsAllAtOnce() {
        ModelProto.Builder model = good();
        node(model, 1).setInput(0, "nobody");
        node(model, 3).setOpType("Mish");
        input(model, 2, 2, 6);
        assertThat(OnnxChecker.check(new OnnxModel(model.build())))
                .extracting(OnnxFinding::rule)
                .contains("undefined", "newer-operator", "wrong-shape");
    }

    private static void finds(String rule, String message, Consumer<ModelProto.Builder> defect) {
        ModelProto.Builder model = good();
        defect.accept(model);
        assertThat(OnnxChecker.check(new OnnxModel(model.build()))).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.message()).contains(message);
            assertThat(finding.place()).isNotBlank();
        });
    }

    private static GraphProto.Builder graph(ModelProto.Builder model) {
        return model.getGraphBuilder();
    }

    private static NodeProto.Builder node(ModelProto.Builder model, int index) {
        return graph(model).getNodeBuilder(index);
    }

    private static void input(ModelProto.Builder model, int index, int axis, long size) {
        graph(model)
                .getInputBuilder(index)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(axis)
                .setDimValue(size);
    }

    private static AttributeProto.Builder attribute(ModelProto.Builder model, String name) {
        return attribute(node(model, 0), name);
    }

    private static AttributeProto.Builder scanAttribute(ModelProto.Builder model, String name) {
        return attribute(node(model, 2), name);
    }

    private static AttributeProto.Builder attribute(NodeProto.Builder node, String name) {
        return node.getAttributeBuilderList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GraphProto.Builder body(ModelProto.Builder model) {
        return scanAttribute(model, "body").getGBuilder();
    }
}
