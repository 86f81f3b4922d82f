package dev.sluice.export.onnx;

import dev.sluice.core.error.Suggestions;
import dev.sluice.export.onnx.OnnxOperator.AttributeType;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules for a single node from the operator table: version, number of inputs and outputs, attributes. */
final class NodeRules {
    private final Findings findings;
    private final Map<String, Long> opsets;
    private final Set<String> functions;

    NodeRules(Findings findings, Map<String, Long> opsets, Set<String> functions) {
        this.findings = findings;
        this.opsets = opsets;
        this.functions = functions;
    }

    void check(NodeProto node, String at) {
        String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
        Long opset = opsets.get(domain);
        if (opset == null) {
            if (!domain.isEmpty()) {
                findings.add("no-opset", at, "is from '" + domain + "', whose operator set the model does not stamp");
            }
            return;
        }
        if (!domain.isEmpty() || functions.contains(node.getDomain() + "/" + node.getOpType())) {
            return;
        }
        int stamp = (int) Math.min(opset, Integer.MAX_VALUE);
        Optional<OnnxOperator> operator = OnnxOperators.find(node.getOpType(), stamp);
        if (operator.isPresent()) {
            if (operator.get().deprecated()) {
                findings.add(
                        "deprecated-operator",
                        at,
                        node.getOpType() + " is deprecated since opset "
                                + operator.get().since() + "; use the operators that replace it");
            }
            arity(node, at, operator.get());
            attributes(node, at, operator.get());
        } else {
            unknown(node.getOpType(), at, stamp);
        }
    }

    private void unknown(String name, String at, int stamp) {
        Optional<Integer> first = OnnxOperators.firstOpset(name);
        if (first.isPresent()) {
            findings.add(
                    "newer-operator",
                    at,
                    name + " exists since opset " + first.get() + ", but the model is stamped " + stamp
                            + "; stamp it newer or use older operators",
                    name);
        } else {
            findings.add(
                    "unknown-operator",
                    at,
                    "ONNX has no operator '" + name + "'" + Suggestions.question(name, OnnxOperators.names()),
                    name);
        }
    }

    private void arity(NodeProto node, String at, OnnxOperator operator) {
        if (!operator.inputs().allows(node.getInputCount())) {
            findings.add("input-count", at, "takes " + operator.inputs() + " inputs, but has " + node.getInputCount());
        }
        for (int i = 0; i < node.getInputCount(); i++) {
            if (operator.needs(i) && node.getInput(i).isEmpty()) {
                findings.add("missing-input", at, "input " + i + " must be given, but is left out");
            }
        }
        if (!operator.outputs().allows(node.getOutputCount())) {
            findings.add(
                    "output-count", at, "gives " + operator.outputs() + " outputs, but has " + node.getOutputCount());
        }
    }

    private void attributes(NodeProto node, String at, OnnxOperator operator) {
        Set<String> given = new TreeSet<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            String name = attribute.getName();
            if (!given.add(name)) {
                findings.add("repeated-attribute", at, "an attribute must be given once, but '" + name + "' repeats");
            }
            AttributeType wanted = operator.attributes().get(name);
            if (wanted == null) {
                findings.add(
                        "unknown-attribute",
                        at,
                        "has no attribute '" + name + "' at this opset (version " + operator.since() + ")"
                                + Suggestions.question(
                                        name, operator.attributes().keySet()));
            } else if (!attribute.getType().name().equals(wanted.name())) {
                findings.add(
                        "attribute-type",
                        at,
                        "attribute '" + name + "' must be " + wanted + ", but was " + attribute.getType());
            }
        }
        for (String required : operator.required()) {
            if (!given.contains(required)) {
                findings.add("missing-attribute", at, "needs the attribute '" + required + "'");
            }
        }
    }
}
