package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts about the names in a graph being checked, and in the enclosing graphs. */
final class Scope {
    /**
     * The type and shape of a value, as far as known.
     *
     * @param type code of the element type; 0 if unknown
     * @param shape null if unknown
     * @param sure whether the fact is certain; the declaration of a computed value may be out of date
     */
    record Fact(int type, @Nullable OnnxShape shape, boolean sure) {
        static final Fact NOTHING = new Fact(0, null, true);

        /** The declaration of an input. */
        static Fact of(ValueInfoProto declaration) {
            TypeProto type = declaration.getType();
            return new Fact(
                    type.hasTensorType() ? type.getTensorType().getElemType() : 0,
                    Protos.shape(type).orElse(null),
                    true);
        }

        /** The declaration of a computed value. */
        static Fact ofComputed(ValueInfoProto declaration) {
            Fact said = of(declaration);
            return new Fact(said.type, said.shape, false);
        }

        static Fact of(TensorProto tensor) {
            boolean legal = tensor.getDimsList().stream().allMatch(size -> size >= 0);
            long[] sizes =
                    tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
            return new Fact(tensor.getDataType(), legal ? OnnxShape.fixed(sizes) : null, true);
        }

        String describe() {
            String name = ElementType.ofCode(type).map(ElementType::toString).orElse("unknown type");
            return name + " " + (shape == null ? "of unknown shape" : shape);
        }
    }

    private final @Nullable Scope outer;
    private final Map<String, Fact> declared = new HashMap<>();
    private final Set<String> visible = new HashSet<>();
    private final Set<String> produced = new HashSet<>();
    private final Set<String> all = new HashSet<>();

    Scope(GraphProto graph, @Nullable Scope outer) {
        this.outer = outer;
        for (ValueInfoProto info : graph.getValueInfoList()) {
            declared.put(info.getName(), Fact.ofComputed(info));
        }
        for (ValueInfoProto output : graph.getOutputList()) {
            declared.put(output.getName(), Fact.ofComputed(output));
        }
        for (ValueInfoProto input : graph.getInputList()) {
            declared.put(input.getName(), Fact.of(input));
            all.add(input.getName());
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            declared.put(tensor.getName(), Fact.of(tensor));
            all.add(tensor.getName());
        }
        for (NodeProto node : graph.getNodeList()) {
            produced.addAll(node.getOutputList());
        }
        all.addAll(produced);
    }

    /** Defines a name from here on; returns false if this graph has defined it before. */
    boolean define(String name) {
        return visible.add(name);
    }

    /** Returns whether an enclosing graph has the name, before or after this graph. */
    boolean shadows(String name) {
        for (Scope scope = outer; scope != null; scope = scope.outer) {
            if (scope.all.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a node at the current position may use the name. */
    boolean sees(String name) {
        return visible.contains(name) || (outer != null && outer.sees(name));
    }

    /** Returns whether a node of this graph or an enclosing one computes the value. */
    boolean produces(String name) {
        return produced.contains(name) || (outer != null && outer.produces(name));
    }

    /** Returns whether this graph has the name, at any position. */
    boolean has(String name) {
        return all.contains(name);
    }

    Fact fact(String name) {
        Fact fact = declared.get(name);
        if (fact != null) {
            return fact;
        }
        return Optional.ofNullable(outer).map(scope -> scope.fact(name)).orElse(Fact.NOTHING);
    }
}
