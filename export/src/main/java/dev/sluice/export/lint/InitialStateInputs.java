package dev.sluice.export.lint;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the inputs of a file that are only used as initial states of recurrent layers: their first axis is layers and
 * directions ({@code [D, N, H]}), not rows.
 */
final class InitialStateInputs {
    private static final Set<String> RECURRENT = Set.of("GRU", "LSTM", "RNN");
    private static final int INITIAL_H = 5;
    private static final int INITIAL_C = 6;

    /** Operators that pass their input on: reshaped, in part, or reset in some rows. */
    private static final Set<String> PASSING = Set.of(
            "Cast",
            "Concat",
            "Expand",
            "Gather",
            "Identity",
            "Mul",
            "Reshape",
            "Slice",
            "Split",
            "Squeeze",
            "Transpose",
            "Unsqueeze",
            "Where");

    private InitialStateInputs() {}

    /** Names of these inputs. */
    static Set<String> of(GraphProto graph) {
        Set<String> begun = new HashSet<>();
        Set<String> read = new HashSet<>();
        List<NodeProto> nodes = graph.getNodeList();
        // In reverse order, users come before the nodes whose results they use.
        for (NodeProto node : nodes.reversed()) {
            boolean passing = PASSING.contains(node.getOpType());
            for (int i = 0; i < node.getInputCount(); i++) {
                boolean state = passing
                        ? node.getOutputList().stream()
                                .allMatch(output -> begun.contains(output) && !read.contains(output))
                        : isInitial(node, i);
                (state ? begun : read).add(node.getInput(i));
            }
        }
        begun.removeAll(read);
        return begun;
    }

    private static boolean isInitial(NodeProto node, int input) {
        return switch (node.getOpType()) {
            case "Scan" -> input < states(node);
            case "Loop" -> input >= 2;
            // Shape reads the input's shape, not its elements.
            case "Shape" -> true;
            default -> RECURRENT.contains(node.getOpType()) && (input == INITIAL_H || input == INITIAL_C);
        };
    }

    private static int states(NodeProto scan) {
        long slices = scan.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("num_scan_inputs"))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(0);
        return (int) (scan.getInputCount() - slices);
    }
}
