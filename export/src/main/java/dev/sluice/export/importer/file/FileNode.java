package dev.sluice.export.importer.file;

import dev.sluice.export.foreign.Printable;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A node of a file, with its attributes by name.
 *
 * @param opset the file's operator set
 * @param number index of the node in its graph, for nodes without a name
 */
public record FileNode(NodeProto proto, int opset, int number) {
    /** The operator, with its domain unless that is the standard one. */
    public String operator() {
        String domain = proto.getDomain();
        return domain.isEmpty() || domain.equals("ai.onnx")
                ? Printable.of(proto.getOpType())
                : Printable.of(domain + "." + proto.getOpType());
    }

    /** The node's name and operator, for messages. */
    public String label() {
        return proto.getName().isEmpty()
                ? "node " + number + " (without a name)"
                : "'" + Printable.of(proto.getName()) + "'";
    }

    /** The number of inputs, including omitted ones. */
    public int inputs() {
        return proto.getInputCount();
    }

    /** The name of an input; empty if omitted. */
    public String input(int index) {
        return index < proto.getInputCount() ? proto.getInput(index) : "";
    }

    public boolean has(int index) {
        return !input(index).isEmpty();
    }

    /** The name of an output; empty if omitted. */
    public String output(int index) {
        return index < proto.getOutputCount() ? proto.getOutput(index) : "";
    }

    public Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    public long integer(String name, long preset) {
        return attribute(name).map(AttributeProto::getI).orElse(preset);
    }

    public double number(String name, double preset) {
        return attribute(name).map(attribute -> (double) attribute.getF()).orElse(preset);
    }

    public String text(String name, String preset) {
        return attribute(name)
                .map(attribute -> attribute.getS().toString(StandardCharsets.UTF_8))
                .orElse(preset);
    }

    public Optional<long[]> integers(String name) {
        return attribute(name)
                .map(attribute -> attribute.getIntsList().stream()
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    public List<Float> numbers(String name) {
        return attribute(name).map(AttributeProto::getFloatsList).orElse(List.of());
    }

    public List<String> texts(String name) {
        return attribute(name).stream()
                .flatMap(attribute -> attribute.getStringsList().stream())
                .map(text -> text.toString(StandardCharsets.UTF_8))
                .toList();
    }

    /** Identity: comparing the protobuf messages would compare all their data. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileNode node && node.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }
}
