package dev.sluice.export.importer.file;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.Map;

/**
 * Replaces the untaken branch of each {@code If} by the taken one: ONNX Runtime prepares both, and must not see a branch
 * that was never checked.
 */
public final class TakenBranches {
    private TakenBranches() {}

    /**
     * Replaces the untaken branches.
     *
     * @param then whether the {@code then_branch} is taken, by the node's first output
     */
    public static void only(GraphProto.Builder graph, Map<String, Boolean> then) {
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            Boolean first = node.getOutputCount() > 0 ? then.get(node.getOutput(0)) : null;
            if (node.getOpType().equals("If") && first != null) {
                keep(node, first ? "then_branch" : "else_branch", then);
            }
        }
    }

    private static void keep(NodeProto.Builder node, String taken, Map<String, Boolean> then) {
        node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(taken))
                .findFirst()
                .ifPresent(attribute -> {
                    GraphProto.Builder branch = attribute.getG().toBuilder();
                    only(branch, then);
                    for (AttributeProto.Builder each : node.getAttributeBuilderList()) {
                        if (each.hasG()) {
                            each.setG(branch);
                        }
                    }
                });
    }
}
