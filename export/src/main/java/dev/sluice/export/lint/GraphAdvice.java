package dev.sluice.export.lint;

import dev.sluice.export.lint.Advice.Effect;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOperators;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import dev.sluice.export.targets.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules for a whole file and for non-recurrent operators. */
final class GraphAdvice {
    /** The newest operator set of ONNX Runtime 1.28, the version against which the table was measured. */
    private static final int NEWEST_OPSET = 26;

    private static final long NEWEST_IR = 13;

    /** The oldest operator set for which ONNX Runtime implements the operators in question as specified. */
    private static final int OLDEST_OPSET = 7;

    private final OnnxModel model;
    private final Target target;
    private final List<Advice> advice;

    GraphAdvice(OnnxModel model, Target target, List<Advice> advice) {
        this.model = model;
        this.target = target;
        this.advice = advice;
    }

    void graph() {
        if (isOrt() && (model.opset() > NEWEST_OPSET || model.proto().getIrVersion() > NEWEST_IR)) {
            advice.add(new Advice(
                    Effect.REFUSED,
                    "too-new",
                    "model",
                    "is stamped opset " + model.opset() + " and IR "
                            + model.proto().getIrVersion() + ", but ONNX Runtime 1.28 reads up to " + NEWEST_OPSET
                            + " and " + NEWEST_IR,
                    "measured in ONNX Runtime 1.20 to 1.28"));
        }
        Set<String> weights = new HashSet<>();
        model.proto().getGraph().getInitializerList().stream()
                .map(TensorProto::getName)
                .forEach(weights::add);
        Set<String> states = InitialStateInputs.of(model.proto().getGraph());
        for (ValueInfoProto input : model.proto().getGraph().getInputList()) {
            if (!weights.contains(input.getName()) && !states.contains(input.getName())) {
                frozen(input);
            }
        }
    }

    /**
     * Warns of fixed sizes on the first two axes of an input, which are batch and time in a recurrent network and rarely
     * meant to be fixed.
     */
    private void frozen(ValueInfoProto input) {
        List<TensorShapeProto.Dimension> dims =
                input.getType().getTensorType().getShape().getDimList();
        if (dims.size() >= 2 && dims.getFirst().hasDimValue() && (dims.get(1).hasDimValue() || dims.size() == 3)) {
            advice.add(new Advice(
                    Effect.NOTE,
                    "frozen-size",
                    "input '" + input.getName() + "'",
                    "takes " + dims.getFirst().getDimValue() + " rows or steps and no other number; if that was not"
                            + " meant, export with a symbolic batch and time",
                    "onnx#3182, onnxruntime#19270"));
        }
    }

    private boolean isOrt() {
        return target == Target.ORT_CPU || target == Target.ORT_CUDA || target == Target.ORT_WEB;
    }

    void node(NodeProto node) {
        if (isOrt() && isTooOld(node)) {
            add(
                    Effect.REFUSED,
                    "too-old",
                    node,
                    "has the form of opset " + model.opset() + ", but ONNX Runtime has it from opset " + OLDEST_OPSET
                            + " on; bring the file to a newer opset with onnx.version_converter",
                    "measured in ONNX Runtime 1.28");
        }
        switch (node.getOpType()) {
            case "Scan", "Loop" -> loop(node);
            case "ReverseSequence" -> reversed(node);
            case "MatMulInteger" ->
                add(
                        Effect.NOTE,
                        "saturation",
                        node,
                        "sums of unsigned times signed bytes saturate on x86 without VNNI; keep weights in 7 bits",
                        "rten#1495");
            case "DynamicQuantizeLinear" ->
                add(
                        Effect.NOTE,
                        "batch-dependent",
                        node,
                        "its scale is that of the whole batch, so a row's answer depends on the other rows",
                        "ONNX specification");
            default -> {
                // No known problems.
            }
        }
    }

    private boolean isTooOld(NodeProto node) {
        return model.opset() < OLDEST_OPSET
                && node.getDomain().isEmpty()
                && OnnxOperators.find(node.getOpType(), model.opset()).isPresent()
                && OnnxOperators.find(node.getOpType(), OLDEST_OPSET)
                        .filter(operator -> operator.since() == OLDEST_OPSET)
                        .isPresent();
    }

    private void loop(NodeProto node) {
        switch (target) {
            case ORT_CPU ->
                add(
                        Effect.NOTE,
                        "loop-overhead",
                        node,
                        "costs about 5 microseconds a step beside its arithmetic",
                        "measured in ONNX Runtime 1.28; onnxruntime#27796");
            case ORT_CUDA, TENSORRT ->
                add(
                        Effect.SLOW,
                        "loop-on-gpu",
                        node,
                        "starts every operator of its body in every step; a GRU or LSTM operator is one call",
                        "onnxruntime#11986, pytorch#191153");
            case ORT_WEB ->
                add(Effect.SLOW, "loop-in-web", node, "runs in WebAssembly on the CPU", "onnxruntime#29452");
            case OPENVINO, TRACT -> {
                // Both run loops without known problems.
            }
        }
    }

    private void reversed(NodeProto node) {
        switch (target) {
            case TENSORRT ->
                add(
                        Effect.REFUSED,
                        "reverse-sequence",
                        node,
                        "must have sizes that are known when the engine is built; take export.padding: right if the file"
                                + " is to have padding in front",
                        "onnx-tensorrt#599");
            case TRACT ->
                add(
                        Effect.REFUSED,
                        "reverse-sequence",
                        node,
                        "is not an operator of tract; take export.padding: right if the file is to have padding in front",
                        "tract, onnx/src/ops/array/mod.rs");
            case ORT_CPU, ORT_CUDA, ORT_WEB, OPENVINO -> {
                // No known problems.
            }
        }
    }

    private void add(Effect effect, String rule, NodeProto node, String message, String source) {
        advice.add(new Advice(effect, rule, Linter.place(node), message, source));
    }
}
