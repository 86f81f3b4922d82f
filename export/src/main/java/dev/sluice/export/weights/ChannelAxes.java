package dev.sluice.export.weights;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Selects the weights worth storing in fewer bytes, each with its output axis, along which it is scaled. */
final class ChannelAxes {
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Map<String, Integer> axes = new LinkedHashMap<>();
    private final Set<String> otherwiseUsed = new HashSet<>();

    private ChannelAxes() {}

    /** The scaling axis by weight name, for weights used only by products and look-ups. */
    static Map<String, Integer> of(GraphProto graph) {
        ChannelAxes found = new ChannelAxes();
        for (TensorProto tensor : graph.getInitializerList()) {
            long elements = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
            if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE && elements >= SmallWeights.LEAST_ELEMENTS) {
                found.ranks.put(tensor.getName(), tensor.getDimsCount());
            }
        }
        found.collect(graph);
        graph.getOutputList().forEach(output -> found.otherwiseUsed.add(output.getName()));
        found.axes.keySet().removeAll(found.otherwiseUsed);
        return found.axes;
    }

    private void collect(GraphProto graph) {
        for (NodeProto node : graph.getNodeList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                use(node, i);
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    collect(attribute.getG());
                }
            }
        }
    }

    private void use(NodeProto node, int input) {
        Integer rank = ranks.get(node.getInput(input));
        if (rank == null) {
            return;
        }
        int axis = axis(node, input, rank);
        if (axis < 0) {
            otherwiseUsed.add(node.getInput(input));
        } else {
            axes.putIfAbsent(node.getInput(input), axis);
        }
    }

    private static int axis(NodeProto node, int input, int rank) {
        return switch (node.getOpType()) {
            case "GRU", "LSTM", "RNN" -> input == 1 || input == 2 ? 1 : -1;
            case "Gemm" -> input == 1 ? (transposed(node) ? 0 : 1) : -1;
            case "MatMul" -> input == 1 && rank == 2 ? 1 : -1;
            case "Gather" -> input == 0 ? 0 : -1;
            default -> -1;
        };
    }

    private static boolean transposed(NodeProto gemm) {
        return gemm.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() != 0);
    }
}
