package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.List;
import java.util.Optional;

/** Reads attributes of a node. */
final class Attributes {
    private Attributes() {}

    static Optional<AttributeProto> find(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    static long integer(NodeProto node, String name, long otherwise) {
        return find(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    static String text(NodeProto node, String name, String otherwise) {
        return find(node, name)
                .map(attribute -> attribute.getS().toStringUtf8())
                .orElse(otherwise);
    }

    static Optional<List<Long>> integers(NodeProto node, String name) {
        return find(node, name).map(AttributeProto::getIntsList);
    }

    static Optional<GraphProto> graph(NodeProto node, String name) {
        return find(node, name).filter(AttributeProto::hasG).map(AttributeProto::getG);
    }
}
