package dev.sluice.export.onnx;

import com.google.protobuf.ByteString;
import dev.sluice.core.error.Suggestions;
import dev.sluice.export.onnx.OnnxOperator.AttributeType;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node under construction. Attributes are written in alphabetical order.
 *
 * <p>Every call is checked against the operator table of the model's operator set, so that a mistake is reported where it
 * is made, not when the file is loaded.
 */
public final class OnnxNode {
    private final OnnxGraph graph;
    private final OnnxOperator operator;
    private final List<String> inputs = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final TreeMap<String, AttributeProto> attributes = new TreeMap<>();
    private String wish;

    /** A declared result; a {@code null} type stands for an omitted one. */
    private record Result(String label, @Nullable ElementType type, OnnxShape shape) {}

    OnnxNode(OnnxGraph graph, String operator) {
        this.graph = graph;
        this.wish = operator;
        int opset = graph.opset().version();
        this.operator = OnnxOperators.find(operator, opset)
                .orElseThrow(() -> new IllegalArgumentException(OnnxOperators.firstOpset(operator)
                        .map(first -> "operator " + operator + " exists since opset " + first
                                + ", but this model is stamped " + opset + "; export with a newer opset")
                        .orElseGet(() -> "ONNX has no operator '" + operator + "'"
                                + Suggestions.question(operator, OnnxOperators.names()))));
    }

    /** Sets a wished name for the node; the default is the operator's name. */
    public OnnxNode named(String name) {
        wish = name;
        return this;
    }

    /** Returns whether this version of the operator has an attribute with that name. */
    public boolean hasAttribute(String name) {
        return operator.attributes().containsKey(name);
    }

    /** Adds inputs. */
    public OnnxNode inputs(OnnxValue... values) {
        for (OnnxValue value : values) {
            inputs.add(value.name());
        }
        return this;
    }

    /** Adds an input, omitted if {@code null}. */
    public OnnxNode optionalInput(@Nullable OnnxValue value) {
        inputs.add(value == null ? "" : value.name());
        return this;
    }

    /** Sets an integer attribute. */
    public OnnxNode attribute(String name, long value) {
        return put(begin(name, AttributeType.INT)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value));
    }

    /** Sets a float32 attribute. */
    public OnnxNode attribute(String name, float value) {
        return put(begin(name, AttributeType.FLOAT)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value));
    }

    /** Sets a string attribute. */
    public OnnxNode attribute(String name, String value) {
        return put(begin(name, AttributeType.STRING)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }

    /** Sets a tensor attribute. */
    public OnnxNode attribute(String name, OnnxArray value) {
        return put(begin(name, AttributeType.TENSOR)
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(Protos.tensor("", value)));
    }

    /** Sets a graph attribute; the graph must have all its outputs. */
    public OnnxNode attribute(String name, OnnxGraph body) {
        return put(begin(name, AttributeType.GRAPH)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(body.toProto()));
    }

    /** Sets an attribute with a list of integers. Not modified. */
    public OnnxNode longs(String name, long... values) {
        AttributeProto.Builder attribute = begin(name, AttributeType.INTS).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return put(attribute);
    }

    /** Sets an attribute with a list of floats. */
    public OnnxNode floats(String name, List<Float> values) {
        return put(begin(name, AttributeType.FLOATS)
                .setType(AttributeProto.AttributeType.FLOATS)
                .addAllFloats(values));
    }

    /** Sets an attribute with a list of strings. */
    public OnnxNode strings(String name, List<String> values) {
        return put(begin(name, AttributeType.STRINGS)
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList()));
    }

    /** Declares the next result. The label becomes part of its name. */
    public OnnxNode result(String label, ElementType type, OnnxShape shape) {
        results.add(new Result(label, type, shape));
        return this;
    }

    /** Omits the next result. */
    public OnnxNode skipResult() {
        results.add(new Result("", null, OnnxShape.fixed()));
        return this;
    }

    /**
     * Completes a node with one result.
     *
     * @return the result
     */
    public OnnxValue add(ElementType type, OnnxShape shape) {
        return result("", type, shape).addAll().getFirst();
    }

    /**
     * Completes the node.
     *
     * @return the results in order, without omitted ones
     * @throws IllegalArgumentException if the operator does not accept these inputs, results or attributes
     */
    public List<OnnxValue> addAll() {
        while (!inputs.isEmpty()
                && inputs.getLast().isEmpty()
                && inputs.size() > operator.inputs().least()) {
            inputs.removeLast();
        }
        check(
                operator.inputs().allows(inputs.size()),
                "takes " + operator.inputs() + " inputs, but got " + inputs.size());
        check(
                operator.outputs().allows(results.size()),
                "gives " + operator.outputs() + " results, but " + results.size() + " were asked for");
        for (String required : operator.required()) {
            check(attributes.containsKey(required), "needs the attribute '" + required + "'");
        }
        String name = graph.nodeName(wish);
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator.name())
                .addAllInput(inputs)
                .addAllAttribute(attributes.values());
        List<OnnxValue> values = new ArrayList<>();
        for (Result result : results) {
            if (result.type() == null) {
                node.addOutput("");
            } else {
                String wished = result.label().isEmpty() ? name : name + "/" + result.label();
                OnnxValue value = new OnnxValue(graph.valueName(wished), result.type(), result.shape());
                node.addOutput(value.name());
                values.add(value);
            }
        }
        graph.add(node.build(), values);
        return List.copyOf(values);
    }

    private AttributeProto.Builder begin(String name, AttributeType given) {
        AttributeType type = operator.attributes().get(name);
        if (type == null) {
            throw new IllegalArgumentException(at("has no attribute '" + name + "'"
                    + Suggestions.question(name, operator.attributes().keySet())));
        }
        check(type == given, "takes " + type + " for its attribute '" + name + "', but got " + given);
        return AttributeProto.newBuilder().setName(name);
    }

    private OnnxNode put(AttributeProto.Builder attribute) {
        attributes.put(attribute.getName(), attribute.build());
        return this;
    }

    private void check(boolean rule, String finding) {
        if (!rule) {
            throw new IllegalArgumentException(at(finding));
        }
    }

    private String at(String finding) {
        return "operator " + operator.name() + " at opset " + graph.opset().version() + " " + finding + ", in node '"
                + wish + "'";
    }
}
