package dev.sluice.cells;

import com.google.protobuf.ByteString;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Files with one small mistake each, at every place where one can be: what a wrong exporter could write. */
final class Mutants {
    /** Operators that somebody may take for each other. */
    private static final Map<String, List<String>> CONFUSED = Map.ofEntries(
            Map.entry("Tanh", List.of("Softsign", "Sigmoid")),
            Map.entry("Sigmoid", List.of("HardSigmoid", "Tanh")),
            Map.entry("Add", List.of("Sub", "Mul")),
            Map.entry("Sub", List.of("Add")),
            Map.entry("Mul", List.of("Add", "Div")),
            Map.entry("Div", List.of("Mul")),
            Map.entry("Max", List.of("Min")),
            Map.entry("Min", List.of("Max")),
            Map.entry("Relu", List.of("LeakyRelu", "Abs")),
            Map.entry("Softplus", List.of("Relu")),
            Map.entry("Exp", List.of("Softplus")),
            Map.entry("Softmax", List.of("Sigmoid", "LogSoftmax")),
            Map.entry("ReduceMean", List.of("ReduceSum", "ReduceMax")),
            Map.entry("ReduceMax", List.of("ReduceMean", "ReduceMin")),
            Map.entry("ReduceSum", List.of("ReduceMax")),
            Map.entry("Less", List.of("LessOrEqual", "Greater")),
            Map.entry("LessOrEqual", List.of("Less")),
            Map.entry("Greater", List.of("GreaterOrEqual")),
            Map.entry("Sqrt", List.of("Abs")),
            Map.entry("ReverseSequence", List.of("Identity")));

    private final OnnxModel original;
    private final SplittableRandom random;
    private final List<Mutant> mutants = new ArrayList<>();

    /** A wrong file. */
    record Mutant(String mistake, OnnxModel file) {}

    private Mutants(OnnxModel original, SplittableRandom random) {
        this.original = original;
        this.random = random;
    }

    /** Some of the wrong files that one step leads to, of each kind if there are enough. */
    static List<Mutant> of(OnnxModel original, SplittableRandom random, int count) {
        Mutants mutants = new Mutants(original, random);
        mutants.weights();
        mutants.nodes(original.proto().getGraph().getNodeList(), List.of());
        List<Mutant> shuffled = new ArrayList<>(mutants.mutants);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }

    private void weights() {
        for (int i = 0; i < original.proto().getGraph().getInitializerCount(); i++) {
            TensorProto tensor = original.proto().getGraph().getInitializer(i);
            int elements = tensor.getRawData().size() / Float.BYTES;
            if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE || elements == 0) {
                continue;
            }
            float[] values = values(tensor);
            int at = random.nextInt(elements);
            weight(i, "element " + at + " off by a twentieth of its tensor", changed -> {
                changed[at] += 0.05f * size(values);
            });
            weight(i, "zeros", changed -> java.util.Arrays.fill(changed, 0));
            if (elements > 1) {
                int other = (at + 1 + random.nextInt(elements - 1)) % elements;
                weight(i, "elements " + at + " and " + other + " exchanged", changed -> {
                    changed[at] = values[other];
                    changed[other] = values[at];
                });
            }
            if (tensor.getDimsCount() >= 2 && tensor.getDims(tensor.getDimsCount() - 1) > 1) {
                int columns = (int) tensor.getDims(tensor.getDimsCount() - 1);
                weight(i, "rows in reverse", changed -> {
                    int rows = changed.length / columns;
                    for (int k = 0; k < changed.length; k++) {
                        changed[k] = values[(rows - 1 - k / columns) * columns + k % columns];
                    }
                });
                weight(i, "columns turned by one", changed -> {
                    for (int k = 0; k < changed.length; k++) {
                        changed[k] = values[k / columns * columns + (k + 1) % columns];
                    }
                });
            }
        }
    }

    private static float size(float... values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        float size = (float) Math.sqrt(squares / values.length);
        return size == 0 ? 1 : size;
    }

    private static float[] values(TensorProto tensor) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private void weight(int initializer, String mistake, Consumer<float[]> change) {
        GraphProto.Builder graph = original.proto().getGraph().toBuilder();
        TensorProto.Builder tensor = graph.getInitializerBuilder(initializer);
        float[] values = values(tensor.build());
        change.accept(values);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        tensor.setRawData(ByteString.copyFrom(bytes.array()));
        add(tensor.getName() + ": " + mistake, graph);
    }

    private void add(String mistake, GraphProto.Builder graph) {
        mutants.add(new Mutant(
                mistake,
                new OnnxModel(original.proto().toBuilder().setGraph(graph).build())));
    }

    /** Nodes of the main graph, and of loops by the path to their body. */
    private void nodes(List<NodeProto> nodes, List<Integer> path) {
        for (int i = 0; i < nodes.size(); i++) {
            NodeProto node = nodes.get(i);
            List<Integer> here = new ArrayList<>(path);
            here.add(i);
            node(node, here);
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    nodes(attribute.getG().getNodeList(), here);
                }
            }
        }
    }

    private void node(NodeProto node, List<Integer> path) {
        for (String other : CONFUSED.getOrDefault(node.getOpType(), List.of())) {
            node(path, node.getOpType() + " as " + other, changed -> {
                changed.setOpType(other);
                if (other.equals("Identity")) {
                    changed.clearAttribute();
                    while (changed.getInputCount() > 1) {
                        List<String> inputs = changed.getInputList().subList(0, 1);
                        changed.clearInput().addAllInput(List.copyOf(inputs));
                    }
                }
            });
        }
        if (node.getInputCount() >= 2
                && !node.getOpType().equals("Add")
                && !node.getOpType().equals("Mul")) {
            int last = node.getInputCount() - 1;
            node(path, node.getOpType() + " with its last inputs exchanged", changed -> {
                String input = changed.getInput(last);
                changed.setInput(last, changed.getInput(last - 1));
                changed.setInput(last - 1, input);
            });
        }
        if (node.getInputCount() >= 2) {
            node(
                    path,
                    node.getOpType() + " with the same input twice",
                    changed -> changed.setInput(1, changed.getInput(0)));
        }
        for (int i = 3; i < node.getInputCount(); i++) {
            int input = i;
            if (!node.getInput(input).isEmpty() && List.of("GRU", "LSTM", "RNN").contains(node.getOpType())) {
                node(path, node.getOpType() + " without its input " + input, changed -> changed.setInput(input, ""));
            }
        }
        for (int i = 0; i < node.getAttributeCount(); i++) {
            attribute(node, path, i);
        }
    }

    private void attribute(NodeProto node, List<Integer> path, int index) {
        AttributeProto attribute = node.getAttribute(index);
        String name = node.getOpType() + "." + attribute.getName();
        switch (attribute.getType()) {
            case INT -> {
                boolean flag = attribute.getName().equals("linear_before_reset")
                        || attribute.getName().equals("keepdims");
                node(
                        path,
                        name,
                        changed -> changed.getAttributeBuilder(index)
                                .setI(flag ? 1 - attribute.getI() : attribute.getI() == 0 ? 1 : attribute.getI() - 1));
            }
            case FLOAT ->
                node(path, name, changed -> changed.getAttributeBuilder(index).setF(attribute.getF() * 1.5f));
            case INTS -> {
                for (int k = 0; k < attribute.getIntsCount(); k++) {
                    int at = k;
                    node(
                            path,
                            name + " " + k,
                            changed ->
                                    changed.getAttributeBuilder(index).setInts(at, attribute.getInts(at) == 0 ? 1 : 0));
                }
            }
            case STRING -> {
                if (attribute.getName().equals("direction")) {
                    String other = attribute.getS().toStringUtf8().equals("forward") ? "reverse" : "forward";
                    node(
                            path,
                            name,
                            changed -> changed.getAttributeBuilder(index).setS(ByteString.copyFromUtf8(other)));
                }
            }
            case STRINGS -> {
                for (int k = 0; k < attribute.getStringsCount(); k++) {
                    int at = k;
                    String other = attribute.getStrings(k).toStringUtf8().equals("Tanh") ? "Softsign" : "Tanh";
                    node(
                            path,
                            name + " " + k,
                            changed ->
                                    changed.getAttributeBuilder(index).setStrings(at, ByteString.copyFromUtf8(other)));
                }
            }
            default -> {}
        }
    }

    private void node(List<Integer> path, String mistake, Consumer<NodeProto.Builder> change) {
        GraphProto.Builder graph = original.proto().getGraph().toBuilder();
        GraphProto.Builder inner = graph;
        for (int depth = 0; depth < path.size(); depth++) {
            NodeProto.Builder node = inner.getNodeBuilder(path.get(depth));
            if (depth == path.size() - 1) {
                change.accept(node);
                add(path + " " + mistake, graph);
                return;
            }
            inner = node.getAttributeBuilderList().stream()
                    .filter(AttributeProto.Builder::hasG)
                    .findFirst()
                    .orElseThrow()
                    .getGBuilder();
        }
    }
}
