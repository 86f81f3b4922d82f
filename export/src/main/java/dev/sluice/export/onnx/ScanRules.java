package dev.sluice.export.onnx;

import dev.sluice.export.onnx.Scope.Fact;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Rules for the body of {@code Scan} since opset 9. */
final class ScanRules {
    private final Findings findings;
    private final String at;
    private final Scope scope;

    ScanRules(Findings findings, String at, Scope scope) {
        this.findings = findings;
        this.at = at;
        this.scope = scope;
    }

    void check(NodeProto node) {
        Optional<GraphProto> body = Attributes.graph(node, "body");
        if (body.isEmpty()) {
            return;
        }
        long slices = Attributes.integer(node, "num_scan_inputs", 0);
        if (slices < 1 || slices > node.getInputCount()) {
            findings.add(
                    "attribute-value",
                    at,
                    "num_scan_inputs must be between 1 and the number of inputs, " + node.getInputCount() + ", but was "
                            + slices);
            return;
        }
        int states = (int) (node.getInputCount() - slices);
        if (!counts(node, body.get(), states)) {
            return;
        }
        int stacked = node.getOutputCount() - states;
        list(node, "scan_input_axes", (int) slices, false);
        list(node, "scan_input_directions", (int) slices, true);
        list(node, "scan_output_axes", stacked, false);
        list(node, "scan_output_directions", stacked, true);
        sources(body.get());
        for (int i = 0; i < states; i++) {
            state(node, body.get(), i);
        }
        ranks(node, body.get(), states);
    }

    private boolean counts(NodeProto node, GraphProto body, int states) {
        if (body.getInputCount() != node.getInputCount()) {
            findings.add(
                    "body-inputs",
                    at,
                    "the body must take as many inputs as the node, " + node.getInputCount() + ", but takes "
                            + body.getInputCount());
        }
        if (body.getOutputCount() != node.getOutputCount() || node.getOutputCount() < states) {
            findings.add(
                    "body-outputs",
                    at,
                    "body and node must both give the " + states + " states and then the outputs, but"
                            + " the body gives " + body.getOutputCount() + " values and the node "
                            + node.getOutputCount());
        }
        return body.getInputCount() == node.getInputCount()
                && body.getOutputCount() == node.getOutputCount()
                && node.getOutputCount() >= states;
    }

    private void list(NodeProto node, String name, int wanted, boolean directions) {
        Attributes.integers(node, name).ifPresent(values -> {
            if (values.size() != wanted) {
                findings.add("attribute-value", at, name + " must have " + wanted + " numbers, but was " + values);
            } else if (directions && values.stream().anyMatch(value -> value != 0 && value != 1)) {
                findings.add(
                        "attribute-value", at, name + " must be of 0 (forward) and 1 (reverse), but was " + values);
            }
        });
    }

    /** Checks that each output of the body is the result of a node in it, and no two outputs are the same value. */
    private void sources(GraphProto body) {
        Set<String> inputs = new HashSet<>();
        body.getInputList().forEach(input -> inputs.add(input.getName()));
        Set<String> results = new HashSet<>();
        body.getNodeList().forEach(node -> results.addAll(node.getOutputList()));
        Set<String> seen = new HashSet<>();
        for (ValueInfoProto output : body.getOutputList()) {
            String name = output.getName();
            if (!seen.add(name)) {
                findings.add(
                        "body-repeats",
                        at,
                        "outputs of a body must be distinct, but '" + name
                                + "' is two: ONNX Runtime then gives wrong numbers; put an Identity between");
            } else if (inputs.contains(name)) {
                findings.add(
                        "body-passes",
                        at,
                        "an output of a body must be computed in it, but '" + name
                                + "' is one of its inputs: ONNX Runtime then gives wrong numbers; put an Identity"
                                + " between");
            } else if (!results.contains(name)) {
                findings.add(
                        "body-outside",
                        at,
                        "an output of a body must be computed in it, but '" + name
                                + "' comes from elsewhere; put an Identity between");
            }
        }
    }

    private void state(NodeProto node, GraphProto body, int index) {
        Fact first = scope.fact(node.getInput(index));
        Fact before = Fact.of(body.getInput(index));
        Fact after = Fact.of(body.getOutput(index));
        boolean kept = agree(first, before) && agree(before, after) && agree(first, after);
        if (!kept) {
            findings.add(
                    "body-state",
                    at,
                    "a state must keep its type and shape, but number " + index + " begins as " + first.describe()
                            + ", enters the body as " + before.describe() + " and leaves it as " + after.describe());
        }
    }

    private static boolean agree(Fact a, Fact b) {
        boolean types = a.type() == 0 || b.type() == 0 || a.type() == b.type();
        return types && (a.shape() == null || b.shape() == null || a.shape().agreesWith(b.shape()));
    }

    private void ranks(NodeProto node, GraphProto body, int states) {
        for (int i = states; i < node.getInputCount(); i++) {
            rank("slice '" + body.getInput(i).getName() + "'", Fact.of(body.getInput(i)), scope.fact(node.getInput(i)));
        }
        for (int i = states; i < node.getOutputCount(); i++) {
            rank(
                    "output '" + body.getOutput(i).getName() + "'",
                    Fact.of(body.getOutput(i)),
                    scope.fact(node.getOutput(i)));
        }
    }

    private void rank(String what, Fact inside, Fact outside) {
        if (inside.shape() != null
                && outside.shape() != null
                && outside.shape().rank() != inside.shape().rank() + 1) {
            findings.add(
                    outside.sure() ? "body-rank" : "declared-shape",
                    at,
                    what + " of the body must have one axis less than outside, but is " + inside.shape()
                            + " inside and " + outside.shape() + " outside");
        }
    }
}
