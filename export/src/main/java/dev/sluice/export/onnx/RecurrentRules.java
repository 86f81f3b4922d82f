package dev.sluice.export.onnx;

import dev.sluice.export.onnx.Scope.Fact;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rules for {@code GRU}, {@code LSTM} and {@code RNN}: sizes of weights, states and outputs, and attributes. */
final class RecurrentRules {
    private final Findings findings;
    private final String at;
    private final Scope scope;
    private final RecurrentKind kind;

    RecurrentRules(Findings findings, String at, Scope scope, RecurrentKind kind) {
        this.findings = findings;
        this.at = at;
        this.scope = scope;
        this.kind = kind;
    }

    void check(NodeProto node) {
        String direction = Attributes.text(node, "direction", "forward");
        if (!List.of("forward", "reverse", "bidirectional").contains(direction)) {
            findings.add(
                    "attribute-value",
                    at,
                    "direction must be forward, reverse or bidirectional, but was '" + direction + "'");
            return;
        }
        int directions = direction.equals("bidirectional") ? 2 : 1;
        activations(node, directions);
        Optional<AttributeProto> clip = Attributes.find(node, "clip");
        if (clip.isPresent() && !(clip.get().getF() > 0)) {
            findings.add(
                    "attribute-value",
                    at,
                    "clip must be above 0, but was " + clip.get().getF() + "; leave it out for no bound");
        }
        long hidden = Attributes.integer(node, "hidden_size", 0);
        if (hidden < 1 || hidden > Integer.MAX_VALUE) {
            findings.add(
                    "attribute-value",
                    at,
                    "hidden_size must be given and positive, but was "
                            + (Attributes.find(node, "hidden_size").isPresent() ? hidden : "left out"));
            return;
        }
        shapes(node, directions, hidden);
    }

    private void activations(NodeProto node, int directions) {
        Optional<AttributeProto> given = Attributes.find(node, "activations");
        int wanted = directions * kind.activations();
        if (given.isPresent() && given.get().getStringsCount() != wanted) {
            findings.add(
                    "attribute-value",
                    at,
                    "activations must be " + wanted + " names (" + kind.activations()
                            + " for each direction), but were " + given.get().getStringsCount());
        }
    }

    private void shapes(NodeProto node, int directions, long hidden) {
        Fact x = input(node, 0);
        boolean batchFirst = Attributes.integer(node, "layout", 0) == 1;
        if (x.shape() != null && x.shape().rank() != 3) {
            findings.add(
                    rule("wrong-shape", x),
                    at,
                    "X must be [T, N, I], but was " + x.shape() + " ('" + node.getInput(0) + "')");
            return;
        }
        OnnxDim steps = dim(x, batchFirst ? 1 : 0);
        OnnxDim rows = dim(x, batchFirst ? 0 : 1);
        OnnxDim d = OnnxDim.of(directions);
        OnnxDim h = OnnxDim.of(hidden);
        OnnxDim blocks = OnnxDim.of(kind.gates() * hidden);
        int g = kind.gates();
        OnnxShape state = batchFirst ? OnnxShape.of(rows, d, h) : OnnxShape.of(d, rows, h);
        String stateLetters = batchFirst ? "[N, D, H]" : "[D, N, H]";
        expectInput(node, 1, "W", "[D, " + g + "·H, I]", OnnxShape.of(d, blocks, dim(x, 2)), x);
        expectInput(node, 2, "R", "[D, " + g + "·H, H]", OnnxShape.of(d, blocks, h), x);
        expectInput(node, 3, "B", "[D, " + 2 * g + "·H]", OnnxShape.of(d, OnnxDim.of(2L * g * hidden)), x);
        expectInput(
                node,
                4,
                "sequence_lens",
                "[N]",
                OnnxShape.of(rows),
                new Fact(ElementType.INT32.code(), null, x.sure()));
        expectInput(node, 5, "initial_h", stateLetters, state, x);
        if (kind == RecurrentKind.LSTM) {
            expectInput(node, 6, "initial_c", stateLetters, state, x);
            expectInput(node, 7, "P", "[D, 3·H]", OnnxShape.of(d, OnnxDim.of(3 * hidden)), x);
        }
        OnnxShape sequence = batchFirst ? OnnxShape.of(rows, steps, d, h) : OnnxShape.of(steps, d, rows, h);
        expectOutput(node, 0, "Y", batchFirst ? "[N, T, D, H]" : "[T, D, N, H]", sequence, x);
        expectOutput(node, 1, "Y_h", stateLetters, state, x);
        expectOutput(node, 2, "Y_c", stateLetters, state, x);
    }

    private Fact input(NodeProto node, int index) {
        boolean given = index < node.getInputCount() && !node.getInput(index).isEmpty();
        return given ? scope.fact(node.getInput(index)) : Fact.NOTHING;
    }

    private static OnnxDim dim(Fact fact, int axis) {
        return fact.shape() == null ? OnnxDim.unknown() : fact.shape().dim(axis);
    }

    private void expectInput(NodeProto node, int index, String label, String letters, OnnxShape wanted, Fact x) {
        if (index < node.getInputCount() && !node.getInput(index).isEmpty()) {
            expect(node.getInput(index), label, letters, wanted, x);
        }
    }

    private void expectOutput(NodeProto node, int index, String label, String letters, OnnxShape wanted, Fact x) {
        if (index < node.getOutputCount() && !node.getOutput(index).isEmpty()) {
            expect(node.getOutput(index), label, letters, wanted, x);
        }
    }

    private void expect(String name, String label, String letters, OnnxShape wanted, Fact x) {
        Fact fact = scope.fact(name);
        int type = x.type();
        if (fact.shape() != null && !fact.shape().agreesWith(wanted)) {
            findings.add(
                    rule("wrong-shape", x, fact),
                    at,
                    label + " must be " + letters + " = " + wanted + ", but was " + fact.shape() + " ('" + name + "')");
        }
        if (fact.type() != 0 && type != 0 && fact.type() != type) {
            findings.add(
                    "wrong-type",
                    at,
                    label + " must be " + new Fact(type, wanted, true).describe() + ", but was " + fact.describe()
                            + " ('" + name + "')");
        }
    }

    /**
     * The rule's id if all facts are certain, otherwise {@code declared-shape}: a shape that is only declared may itself be
     * wrong.
     */
    private static String rule(String rule, Fact... facts) {
        return Arrays.stream(facts).allMatch(Fact::sure) ? rule : "declared-shape";
    }
}
