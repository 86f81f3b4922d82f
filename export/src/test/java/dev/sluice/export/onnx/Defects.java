package dev.sluice.export.onnx;

import com.google.protobuf.ByteString;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Models that break one rule each, made of one that keeps them all. */
public final class Defects {
    private final List<Defect> defects = new ArrayList<>();

    private Defects() {}

    /**
     * A broken model.
     *
     * @param rule that is broken
     * @param message part of what is said about it
     * @param model with the defect
     */
    public record Defect(String rule, String message, OnnxModel model) {
        @Override
        public String toString() {
            return rule + ": " + message;
        }
    }

    /** One for each rule and way to break it. */
    public static List<Defect> all() {
        Defects defects = new Defects();
        defects.order();
        defects.names();
        defects.stamps();
        defects.operators();
        defects.weightShapes();
        defects.recurrentNode();
        defects.scanBody();
        defects.declarations();
        return defects.defects;
    }

    /** The model that keeps all rules. */
    public static OnnxModel rightModel() {
        return new OnnxModel(good().build());
    }

    /** A GRU with lengths and initial state, then a Scan: nodes 0 GRU, 1 Squeeze, 2 Scan, 3 Identity. */
    static ModelProto.Builder good() {
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

    private void order() {
        finds("unsorted", "'Squeeze' is computed later", model -> {
            NodeProto squeeze = graph(model).getNode(1);
            graph(model).setNode(1, graph(model).getNode(2)).setNode(2, squeeze);
        });
    }

    private void names() {
        finds("undefined", "uses 'nobody'", model -> node(model, 1).setInput(0, "nobody"));
        finds(
                "undefined",
                "no node of the graph computes it",
                model -> graph(model).getOutputBuilder(0).setName("nobody"));
        finds("repeated-name", "'x' repeats", model -> node(model, 1).setOutput(0, "x"));
        finds("repeated-node", "unique", model -> node(model, 1).setName("GRU"));
        finds(
                "repeated-name",
                "an enclosing graph",
                model -> body(model).getNodeBuilder(0).setOutput(0, "W"));
        finds(
                "repeated-metadata",
                "'k' repeats",
                model -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("k")));
        finds(
                "stale-declaration",
                "does not exist",
                model -> graph(model).getValueInfoBuilder(0).setName("ghost"));
    }

    private void stamps() {
        finds(
                "unstamped",
                "none",
                model -> model.setOpsetImport(0, OperatorSetIdProto.newBuilder().setDomain("other")));
        finds(
                "repeated-opset",
                "once",
                model -> model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(16)));
        finds("no-opset", "'com.microsoft'", model -> node(model, 1).setDomain("com.microsoft"));
    }

    private void operators() {
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

    private void weightShapes() {
        shaped("W", "1 12 3", "W must be [D, 3·H, I] = [1, 15, 3], but was [1, 12, 3]");
        shaped("R", "1 15 4", "R must be [D, 3·H, H] = [1, 15, 5], but was [1, 15, 4]");
        shaped("B", "1 15", "B must be [D, 6·H] = [1, 30], but was [1, 15]");
        shaped("B", "30", "B must be [D, 6·H] = [1, 30], but was [30]");
    }

    private void shaped(String name, String shape, String message) {
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

    private void recurrentNode() {
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

    private void scanBody() {
        finds(
                "body-repeats",
                "wrong numbers",
                model -> body(model).setOutput(1, body(model).getOutput(0)));
        finds(
                "body-passes",
                "is one of its inputs",
                model -> body(model).setOutput(0, body(model).getInput(0)));
        finds(
                "body-outside",
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
        finds("body-rank", "one axis less", model -> {
            node(model, 2).setInput(1, "x");
            body(model)
                    .getInputBuilder(1)
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .removeDim(0);
        });
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

    private void declarations() {
        finds(
                "undeclared",
                "element type",
                model -> graph(model).getOutputBuilder(0).clearType());
        finds("negative-size", "-1", model -> input(model, 0, 2, -1));
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
        finds(
                "type-contradiction",
                "is declared as int64",
                model -> graph(model)
                        .addValueInfo(
                                Protos.declaration(new OnnxValue("W", ElementType.INT64, OnnxShape.fixed(1, 15, 3)))));
        finds(
                "declared-shape",
                "Y must be [T, D, N, H] = [T, 1, N, 5], but was [T, 1, N, 7]",
                model -> declared(model, "GRU/Y")
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(3)
                        .setDimValue(7));
        finds(
                "declared-shape",
                "but was [T, 1, N]",
                model -> declared(model, "GRU/Y")
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .removeDim(3));
        finds("deprecated-operator", "Upsample is deprecated since opset 10", model -> {
            node(model, 3)
                    .setOpType("Upsample")
                    .addInput("scales")
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("mode")
                            .setType(AttributeProto.AttributeType.STRING)
                            .setS(ByteString.copyFromUtf8("nearest")));
            graph(model).addInitializer(Protos.tensor("scales", OnnxArray.floats(new float[] {1, 1, 1}, 3)));
        });
        finds("deprecated-operator", "Scatter is deprecated since opset 11", model -> {
            String y = node(model, 3).getInput(0);
            node(model, 3).setOpType("Scatter").addInput("indices").addInput(y);
            graph(model)
                    .addNode(
                            3,
                            NodeProto.newBuilder()
                                    .setOpType("Cast")
                                    .addInput(y)
                                    .addOutput("indices")
                                    .addAttribute(AttributeProto.newBuilder()
                                            .setName("to")
                                            .setType(AttributeProto.AttributeType.INT)
                                            .setI(ElementType.INT64.code())));
        });
        finds("newer-operator", "exists since opset 17, but the model is stamped 16", model -> {
            model.getOpsetImportBuilder(0).setVersion(16);
            node(model, 3).setOpType("LayerNormalization").addInput("scale");
            graph(model).addInitializer(Protos.tensor("scale", OnnxArray.floats(new float[] {1, 1, 1, 1, 1}, 5)));
        });
    }

    private void finds(String rule, String message, Consumer<ModelProto.Builder> defect) {
        ModelProto.Builder model = good();
        defect.accept(model);
        defects.add(new Defect(rule, message, new OnnxModel(model.build())));
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

    private static ValueInfoProto.Builder declared(ModelProto.Builder model, String name) {
        return graph(model).getValueInfoBuilderList().stream()
                .filter(info -> info.getName().equals(name))
                .findFirst()
                .orElseThrow();
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
