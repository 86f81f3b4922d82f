package dev.sluice.export.lint;

import dev.sluice.export.lint.Advice.Effect;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.targets.Target;
import dev.sluice.export.targets.TargetActivations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules for the recurrent operators. */
final class RecurrentAdvice {
    private static final Set<String> OPERATORS = Set.of("GRU", "LSTM", "RNN");
    private static final Set<String> WEB_ACTIVATIONS = Set.of("relu", "tanh", "sigmoid");
    private static final Set<String> ZERO_DEFAULTS = Set.of("affine", "scaledtanh", "thresholdedrelu");
    private static final int PEEPHOLES = 7;
    private static final long TRACT_FAST_HIDDEN = 64;

    private final OnnxModel model;
    private final Target target;
    private final List<Advice> advice;

    RecurrentAdvice(OnnxModel model, Target target, List<Advice> advice) {
        this.model = model;
        this.target = target;
        this.advice = advice;
    }

    void node(NodeProto node) {
        if (!OPERATORS.contains(node.getOpType()) || !node.getDomain().isEmpty()) {
            return;
        }
        layout(node);
        linearBeforeReset(node);
        switch (target) {
            case ORT_CPU -> cpu(node);
            case ORT_CUDA -> cuda(node);
            case ORT_WEB -> web(node);
            case TENSORRT -> tensorrt(node);
            case TRACT -> tract(node);
            case OPENVINO -> openvino(node);
        }
    }

    /** Reports activations that the target does not support. */
    private void unknownFunctions(NodeProto node, String source) {
        Set<String> known = TargetActivations.of(target);
        List<String> unknown = activations(node).stream()
                .filter(name -> known.stream().noneMatch(name::equalsIgnoreCase))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            add(
                    Effect.REFUSED,
                    "activations",
                    node,
                    "has the activations " + String.join(", ", unknown)
                            + ", which are not known; write the layer as a Scan",
                    source);
        }
    }

    private void tensorrt(NodeProto node) {
        unknownFunctions(node, "onnx-tensorrt 10.1, OnnxAttrs.cpp");
        if (node.getOpType().equals("LSTM") && attribute(node, "clip").isPresent()) {
            add(
                    Effect.MISREAD,
                    "lstm-clip",
                    node,
                    "has a clip, which here bounds the memory on its way out too, in ONNX Runtime it does not",
                    "onnx-tensorrt 10.1, onnxOpImporters.cpp; onnxruntime#27224");
        }
        if (isCoupled(node)) {
            add(
                    Effect.REFUSED,
                    "input-forget",
                    node,
                    "has input_forget 1; give the forget gate the opposite weights of the input gate instead",
                    "onnx-tensorrt, docs/operators.md of 10.1");
        }
        add(
                Effect.NOTE,
                "loop-layers",
                node,
                "becomes several loop layers, so profile it as a whole",
                "onnx-tensorrt#926");
    }

    private void openvino(NodeProto node) {
        unknownFunctions(node, "OpenVINO, source of 2023 (util/activation_functions.cpp)");
        if (hasPeepholes(node)) {
            add(
                    Effect.MISREAD,
                    "peepholes",
                    node,
                    "has peepholes (P), which are ignored; write the layer as a Scan",
                    "OpenVINO's ONNX frontend, source of 2025 (op/lstm.cpp)");
        }
        if (isCoupled(node)) {
            add(
                    Effect.MISREAD,
                    "input-forget",
                    node,
                    "has input_forget 1, which is ignored; give the forget gate the opposite weights of the input gate",
                    "OpenVINO's ONNX frontend, source of 2025 (op/lstm.cpp)");
        }
    }

    /** Returns whether an LSTM has peepholes. */
    private static boolean hasPeepholes(NodeProto node) {
        return node.getOpType().equals("LSTM")
                && node.getInputCount() > PEEPHOLES
                && !node.getInput(PEEPHOLES).isEmpty();
    }

    private static boolean isCoupled(NodeProto node) {
        return node.getOpType().equals("LSTM") && integer(node, "input_forget", 0) != 0;
    }

    private void layout(NodeProto node) {
        if (integer(node, "layout", 0) == 0) {
            return;
        }
        String remedy = "has layout 1; use layout 0 with Transpose around it";
        switch (target) {
            case ORT_CPU, ORT_CUDA ->
                add(Effect.REFUSED, "layout", node, remedy, "onnxruntime#7687, measured in 1.22 to 1.28");
            case OPENVINO -> add(Effect.MISREAD, "layout", node, remedy + ": it is ignored", "openvino#37820");
            case ORT_WEB -> add(Effect.REFUSED, "layout", node, remedy, "onnxruntime#20405");
            case TENSORRT, TRACT -> add(Effect.NOTE, "layout", node, remedy + ": few runtimes read it", "opencv#26456");
        }
    }

    /**
     * Warns of a missing {@code linear_before_reset}: one exporter omitted it for months, and its GRUs give plausible but
     * wrong numbers.
     */
    private void linearBeforeReset(NodeProto node) {
        boolean suspicious = node.getOpType().equals("GRU")
                && integer(node, "linear_before_reset", 0) == 0
                && model.proto().getProducerName().toLowerCase(Locale.ROOT).contains("pytorch")
                && node.getInputCount() > 3
                && !node.getInput(3).isEmpty();
        if (suspicious) {
            add(
                    Effect.MISREAD,
                    "linear-before-reset",
                    node,
                    "PyTorch's GRU resets after the product, but the attribute says before; some versions of its exporter"
                            + " left it out. Compare with the model in PyTorch",
                    "onnxscript#2852, pytorch#189225");
        }
    }

    private void cpu(NodeProto node) {
        if (attribute(node, "hidden_size").isEmpty()) {
            add(
                    Effect.REFUSED,
                    "hidden-size",
                    node,
                    "needs the attribute hidden_size",
                    "measured in ONNX Runtime 1.28");
        }
        if (attribute(node, "clip").filter(clip -> clip.getF() <= 0).isPresent()) {
            add(Effect.REFUSED, "clip", node, "clip must be above 0", "measured in ONNX Runtime 1.28");
        }
        int type = weightType(node);
        if (type == TensorProto.DataType.DOUBLE_VALUE) {
            add(Effect.REFUSED, "float64", node, "there is no kernel for float64; use float32", "onnxruntime#28339");
        } else if (type == TensorProto.DataType.BFLOAT16_VALUE) {
            add(
                    Effect.REFUSED,
                    "bfloat16",
                    node,
                    "there is no kernel for bfloat16; use float32",
                    "measured in ONNX Runtime 1.28");
        } else if (type == TensorProto.DataType.FLOAT16_VALUE) {
            add(
                    Effect.SLOW,
                    "float16",
                    node,
                    "runs in float32 between casts; store weights as float16 and cast them once",
                    "measured in ONNX Runtime 1.28");
        }
        boolean parameters = attribute(node, "activation_alpha").isPresent();
        for (String activation : activations(node)) {
            boolean zero = ZERO_DEFAULTS.contains(activation.toLowerCase(Locale.ROOT));
            if (zero && !parameters) {
                add(
                        Effect.MISREAD,
                        "activation-defaults",
                        node,
                        activation + " without activation_alpha and activation_beta gets 0 for both; write them",
                        "measured in ONNX Runtime 1.22 to 1.28");
            }
        }
    }

    private void cuda(NodeProto node) {
        boolean before = node.getOpType().equals("GRU") && integer(node, "linear_before_reset", 0) == 0;
        boolean special = attribute(node, "clip").isPresent()
                || attribute(node, "activation_alpha").isPresent()
                || attribute(node, "activation_beta").isPresent()
                || hasPeepholes(node)
                || isCoupled(node)
                || !usual(node);
        if (before || special) {
            add(
                    Effect.SLOW,
                    "cuda-fallback",
                    node,
                    (before ? "has linear_before_reset 0" : "has a clip, activations of its own, P or input_forget")
                            + ", so it silently runs on the CPU; CUDA takes linear_before_reset 1 and the usual"
                            + " activations only, no P and no input_forget",
                    "ONNX Runtime's CUDA provider, source");
        }
    }

    private boolean usual(NodeProto node) {
        List<String> names = activations(node);
        for (int i = 0; i < names.size(); i++) {
            boolean gate = node.getOpType().equals("GRU")
                    ? i % 2 == 0
                    : node.getOpType().equals("LSTM") && i % 3 == 0;
            String name = names.get(i).toLowerCase(Locale.ROOT);
            boolean plain = node.getOpType().equals("RNN") && name.equals("relu");
            if (!name.equals(gate ? "sigmoid" : "tanh") && !plain) {
                return false;
            }
        }
        return true;
    }

    private void web(NodeProto node) {
        add(
                Effect.SLOW,
                "webgpu",
                node,
                "has no WebGPU kernel, so it runs in WebAssembly on the CPU",
                "onnxruntime#29452");
        boolean foreign =
                activations(node).stream().anyMatch(name -> !WEB_ACTIVATIONS.contains(name.toLowerCase(Locale.ROOT)));
        if (foreign || attribute(node, "clip").isPresent() || isCoupled(node)) {
            add(
                    Effect.SLOW,
                    "webnn",
                    node,
                    "WebNN takes relu, tanh and sigmoid, no clip and no input_forget; else it falls back",
                    "onnxruntime#20405");
        }
    }

    private void tract(NodeProto node) {
        boolean relu =
                node.getOpType().equals("RNN") && activations(node).stream().anyMatch("Relu"::equalsIgnoreCase);
        if (attribute(node, "clip").isPresent() || isCoupled(node) || !usual(node) || relu) {
            add(
                    Effect.MISREAD,
                    "ignored-attributes",
                    node,
                    "has a clip, activations of its own or input_forget, which are all ignored; write the layer as a Scan",
                    "tract#2751");
        }
        boolean fast = node.getOpType().equals("GRU")
                && integer(node, "linear_before_reset", 0) == 1
                && usual(node)
                && integer(node, "hidden_size", 0) <= TRACT_FAST_HIDDEN;
        if (node.getOpType().equals("GRU") && !fast) {
            add(
                    Effect.SLOW,
                    "tract-slow-path",
                    node,
                    "the fast path is for linear_before_reset 1, sigmoid and tanh, and at most " + TRACT_FAST_HIDDEN
                            + " hidden features",
                    "tract#2717");
        }
    }

    private int weightType(NodeProto node) {
        return node.getInputCount() < 2
                ? 0
                : model.proto().getGraph().getInitializerList().stream()
                        .filter(tensor -> tensor.getName().equals(node.getInput(1)))
                        .mapToInt(TensorProto::getDataType)
                        .findFirst()
                        .orElse(0);
    }

    private static List<String> activations(NodeProto node) {
        return attribute(node, "activations")
                .map(names -> names.getStringsList().stream()
                        .map(bytes -> bytes.toStringUtf8())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    private static long integer(NodeProto node, String name, long otherwise) {
        return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    private void add(Effect effect, String rule, NodeProto node, String message, String source) {
        advice.add(new Advice(effect, rule, Linter.place(node), message, source));
    }
}
