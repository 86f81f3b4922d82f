package dev.sluice.export.importer.file;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.List;

/** Rewrites recurrent nodes with {@code layout = 1}, which ONNX Runtime refuses, as transposes around {@code layout = 0}. */
public final class TimeFirst {
    private TimeFirst() {}

    /** The rewritten model; the same message if no node needs it. */
    public static ModelProto of(ModelProto model) {
        GraphProto graph = model.getGraph();
        if (graph.getNodeList().stream().noneMatch(TimeFirst::isBatchFirst)) {
            return model;
        }
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (isBatchFirst(node)) {
                rewrite(node, nodes);
            } else {
                nodes.add(node);
            }
        }
        return model.toBuilder()
                .setGraph(graph.toBuilder().clearNode().addAllNode(nodes))
                .build();
    }

    private static boolean isBatchFirst(NodeProto node) {
        return node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("layout") && attribute.getI() == 1);
    }

    private static void rewrite(NodeProto node, List<NodeProto> nodes) {
        NodeProto.Builder changed = node.toBuilder().clearAttribute();
        node.getAttributeList().stream()
                .filter(attribute -> !attribute.getName().equals("layout"))
                .forEach(changed::addAttribute);
        for (int input : new int[] {0, 5, 6}) {
            if (input < node.getInputCount() && !node.getInput(input).isEmpty()) {
                String name = node.getInput(input) + "/time_first/" + nodes.size();
                nodes.add(transpose(node.getInput(input), name, 1, 0, 2));
                changed.setInput(input, name);
            }
        }
        List<NodeProto> after = new ArrayList<>();
        for (int output = 0; output < node.getOutputCount(); output++) {
            String name = node.getOutput(output);
            if (!name.isEmpty()) {
                changed.setOutput(output, name + "/time_first");
                after.add(
                        output == 0
                                ? transpose(name + "/time_first", name, 2, 0, 1, 3)
                                : transpose(name + "/time_first", name, 1, 0, 2));
            }
        }
        nodes.add(changed.build());
        nodes.addAll(after);
    }

    private static NodeProto transpose(String from, String to, long... order) {
        AttributeProto.Builder perm =
                AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS);
        for (long axis : order) {
            perm.addInts(axis);
        }
        return NodeProto.newBuilder()
                .setOpType("Transpose")
                .addInput(from)
                .addOutput(to)
                .addAttribute(perm)
                .build();
    }
}
