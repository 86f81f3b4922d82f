package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph under construction: the main one of a model or the body of a loop.
 *
 * <p>Nodes are stored in the order of the calls, so the graph is sorted by construction. Names are unique in the whole
 * model; a wished name that is in use gets a number. A body may use values of the enclosing graphs.
 */
public final class OnnxGraph {
    private final Contents contents;
    private final String prefix;

    /** State that all views of one graph share. */
    private static final class Contents {
        final String name;
        final String home;
        final OnnxOpset opset;
        final Names values;
        final Names nodeNames;
        final List<NodeProto> nodes = new ArrayList<>();
        final Map<String, OnnxValue> inputs = new LinkedHashMap<>();
        final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
        final Map<String, OnnxValue> results = new LinkedHashMap<>();
        final Map<String, OnnxArray> initializers = new LinkedHashMap<>();
        final Map<OnnxArray, OnnxValue> constants = new LinkedHashMap<>();

        Contents(String name, String home, OnnxOpset opset, Names values, Names nodeNames) {
            this.name = name;
            this.home = home;
            this.opset = opset;
            this.values = values;
            this.nodeNames = nodeNames;
        }
    }

    private OnnxGraph(Contents contents, String prefix) {
        this.contents = contents;
        this.prefix = prefix;
    }

    static OnnxGraph main(String name, OnnxOpset opset) {
        return new OnnxGraph(new Contents(name, "", opset, new Names(), new Names()), "");
    }

    /** An empty graph nested in this one, for the body of a loop or a branch. */
    public OnnxGraph body(String name) {
        String unique = contents.nodeNames.unique(prefix + name);
        String home = unique + "/";
        return new OnnxGraph(new Contents(unique, home, contents.opset, contents.values, contents.nodeNames), home);
    }

    /** A view of this graph that prefixes the names of new nodes, results and initializers with {@code part/}. */
    public OnnxGraph in(String part) {
        return new OnnxGraph(contents, prefix + part + "/");
    }

    /** The model's operator set. */
    public OnnxOpset opset() {
        return contents.opset;
    }

    /**
     * Declares an input of this graph under this exact name.
     *
     * @throws IllegalArgumentException if the name is in use
     */
    public OnnxValue input(String name, ElementType type, OnnxShape shape) {
        return declare(contents.values.exact(name), type, shape);
    }

    /** Declares an input under a free name close to the wish, for bodies, whose names are not visible outside. */
    OnnxValue placeholder(String wish, ElementType type, OnnxShape shape) {
        return declare(contents.values.unique(prefix + wish), type, shape);
    }

    private OnnxValue declare(String name, ElementType type, OnnxShape shape) {
        OnnxValue value = new OnnxValue(name, type, shape);
        contents.inputs.put(name, value);
        return value;
    }

    /**
     * Declares an output of this graph under this exact name. A value with another name is copied by an {@code Identity}
     * node.
     *
     * @return the output
     * @throws IllegalArgumentException if the name is in use
     */
    public OnnxValue output(String name, OnnxValue value) {
        OnnxValue output = value;
        if (!value.name().equals(name) || !contents.results.containsKey(name)) {
            contents.values.exact(name);
            NodeProto node = NodeProto.newBuilder()
                    .setName(contents.nodeNames.unique("Identity_" + name))
                    .setOpType("Identity")
                    .addInput(value.name())
                    .addOutput(name)
                    .build();
            output = new OnnxValue(name, value.type(), value.shape());
            add(node, List.of(output));
        }
        if (contents.outputs.putIfAbsent(name, output) != null) {
            throw new IllegalArgumentException("'" + name + "' is already an output of graph '" + contents.name + "'");
        }
        return output;
    }

    /**
     * Returns whether a value can be an output under its own name: a node of this graph computes it, and it is not an output
     * yet.
     */
    boolean canGive(OnnxValue value) {
        return contents.results.containsKey(value.name()) && !contents.outputs.containsKey(value.name());
    }

    /** Stores weights under a free name close to the wish. */
    public OnnxValue initializer(String wish, OnnxArray array) {
        String name = contents.values.unique(prefix + wish);
        contents.initializers.put(name, array);
        return new OnnxValue(name, array.type(), array.onnxShape());
    }

    /** A small unnamed array, stored only once per graph. */
    public OnnxValue constant(OnnxArray array) {
        OnnxValue known = contents.constants.get(array);
        if (known == null) {
            String name = contents.values.unique(contents.home + "constant");
            contents.initializers.put(name, array);
            known = new OnnxValue(name, array.type(), array.onnxShape());
            contents.constants.put(array, known);
        }
        return known;
    }

    /** A float32 scalar. */
    public OnnxValue scalar(float value) {
        return constant(OnnxArray.scalar(value));
    }

    /** An int64 list: axes, a shape, indices. */
    public OnnxValue longs(long... values) {
        return constant(OnnxArray.longs(values, values.length));
    }

    /**
     * Begins a node of any operator. {@code OnnxMath}, {@code OnnxShaping} and similar classes are more convenient for
     * the operators that they support.
     *
     * @throws IllegalArgumentException if the operator set does not have the operator
     */
    public OnnxNode node(String operator) {
        return new OnnxNode(this, operator);
    }

    String nodeName(String wish) {
        return contents.nodeNames.unique(prefix + wish);
    }

    String valueName(String wish) {
        return contents.values.unique(wish);
    }

    void add(NodeProto node, List<OnnxValue> results) {
        contents.nodes.add(node);
        results.forEach(result -> contents.results.put(result.name(), result));
    }

    List<OnnxValue> outputs() {
        return List.copyOf(contents.outputs.values());
    }

    GraphProto toProto() {
        GraphProto.Builder proto =
                GraphProto.newBuilder().setName(contents.name).addAllNode(contents.nodes);
        contents.inputs.values().forEach(value -> proto.addInput(Protos.declaration(value)));
        contents.outputs.values().forEach(value -> proto.addOutput(Protos.declaration(value)));
        contents.initializers.forEach((name, array) -> proto.addInitializer(Protos.tensor(name, array)));
        contents.results.forEach((name, value) -> {
            if (!contents.outputs.containsKey(name)) {
                proto.addValueInfo(Protos.declaration(value));
            }
        });
        return proto.build();
    }
}
