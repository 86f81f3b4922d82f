package dev.sluice.export.onnx;

import dev.sluice.export.onnx.Scope.Fact;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for a whole graph: names, order, declarations. */
final class GraphRules {
    private final Findings findings;
    private final NodeRules nodes;
    private final int opset;

    GraphRules(Findings findings, NodeRules nodes, int opset) {
        this.findings = findings;
        this.nodes = nodes;
        this.opset = opset;
    }

    /** Checks a graph and those nested in it. */
    void check(GraphProto graph, String place, @Nullable Scope outer) {
        Scope scope = new Scope(graph, outer);
        Set<String> inputs = new HashSet<>();
        for (ValueInfoProto input : graph.getInputList()) {
            inputs.add(input.getName());
            define(input.getName(), OnnxChecker.at(place, "input", input.getName()), scope);
            declared(input, OnnxChecker.at(place, "input", input.getName()), outer == null);
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            String at = OnnxChecker.at(place, "initializer", tensor.getName());
            // Old files also list every initializer as an input, to mark it as replaceable.
            if (!inputs.remove(tensor.getName())) {
                define(tensor.getName(), at, scope);
            }
            OnnxChecker.checkTensor(tensor, at, findings);
        }
        nodes(graph, place, scope);
        outputs(graph, place, scope, outer == null);
        contradictions(graph, place, scope);
    }

    private void nodes(GraphProto graph, String place, Scope scope) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            String at = place + ", node " + (node.getName().isEmpty() ? "number " + i : "'" + node.getName() + "'")
                    + " (" + node.getOpType() + ")";
            if (!node.getName().isEmpty() && !names.add(node.getName())) {
                findings.add("repeated-node", at, "a node's name must be unique in its graph, but this one repeats");
            }
            for (String input : node.getInputList()) {
                if (!input.isEmpty() && !scope.sees(input)) {
                    missing(input, at, scope);
                }
            }
            nodes.check(node, at);
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    check(
                            attribute.getG(),
                            at + ", " + attribute.getName() + " '"
                                    + attribute.getG().getName() + "'",
                            scope);
                }
            }
            if (node.getOpType().equals("Scan") && opset >= 9) {
                new ScanRules(findings, at, scope).check(node);
            }
            RecurrentKind.of(node.getOpType())
                    .ifPresent(kind -> new RecurrentRules(findings, at, scope, kind).check(node));
            for (String output : node.getOutputList()) {
                if (!output.isEmpty()) {
                    define(output, at, scope);
                }
            }
        }
    }

    private void missing(String name, String at, Scope scope) {
        if (scope.produces(name)) {
            findings.add(
                    "unsorted", at, "nodes must be in the order of their use, but '" + name + "' is computed later");
        } else {
            findings.add("undefined", at, "uses '" + name + "', which is no input, initializer or result of a node");
        }
    }

    private void define(String name, String at, Scope scope) {
        if (!scope.define(name)) {
            findings.add("repeated-name", at, "a value's name must be unique, but '" + name + "' repeats in the graph");
        } else if (scope.shadows(name)) {
            findings.add(
                    "repeated-name",
                    at,
                    "a value's name must be unique, but '" + name + "' repeats one of an enclosing graph");
        }
    }

    private void outputs(GraphProto graph, String place, Scope scope, boolean main) {
        Set<String> names = new HashSet<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            String at = OnnxChecker.at(place, "output", output.getName());
            if (!scope.sees(output.getName())) {
                findings.add("undefined", at, "no node of the graph computes it");
            }
            if (main && !names.add(output.getName())) {
                findings.add("repeated-output", at, "an output must be listed once, but this one repeats");
            }
            declared(output, at, main);
        }
        for (ValueInfoProto info : graph.getValueInfoList()) {
            if (!scope.has(info.getName())) {
                findings.add(
                        "stale-declaration",
                        OnnxChecker.at(place, "declaration", info.getName()),
                        "declares a value that does not exist");
            }
        }
    }

    /** Checks that the main graph declares its inputs and outputs; a body may leave them to inference. */
    private void declared(ValueInfoProto value, String at, boolean main) {
        boolean known = value.getType().hasTensorType()
                && value.getType().getTensorType().getElemType() != 0;
        if (main
                && !known
                && !value.getType().hasSequenceType()
                && !value.getType().hasMapType()
                && !value.getType().hasOptionalType()) {
            findings.add(
                    "undeclared",
                    at,
                    "inputs and outputs of a model must declare an element type, but this one does not");
        }
        for (TensorShapeProto.Dimension dim :
                value.getType().getTensorType().getShape().getDimList()) {
            if (dim.hasDimValue() && dim.getDimValue() < 0) {
                findings.add(
                        "negative-size",
                        at,
                        "a size must not be negative, but was " + dim.getDimValue()
                                + "; an unknown size is left out or named");
            }
        }
    }

    /** Checks that repeated declarations of an input or result, and its initializer, agree in type and shape. */
    private void contradictions(GraphProto graph, String place, Scope scope) {
        for (var list : List.of(graph.getInputList(), graph.getOutputList(), graph.getValueInfoList())) {
            for (ValueInfoProto value : list) {
                Fact here = Fact.of(value);
                Fact there = scope.fact(value.getName());
                boolean types = here.type() == 0 || there.type() == 0 || here.type() == there.type();
                boolean shapes = here.shape() == null
                        || there.shape() == null
                        || here.shape().agreesWith(there.shape());
                if (!types || !shapes) {
                    findings.add(
                            types ? "contradiction" : "type-contradiction",
                            OnnxChecker.at(place, "value", value.getName()),
                            "is declared as " + here.describe() + " and as " + there.describe());
                }
            }
        }
    }
}
