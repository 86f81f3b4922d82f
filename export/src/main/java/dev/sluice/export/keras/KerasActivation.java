package dev.sluice.export.keras;

import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxNode;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An activation function.
 *
 * @param name Keras's name
 * @param alpha the constant, if the function has one
 */
record KerasActivation(String name, double alpha) {
    static final KerasActivation LINEAR = new KerasActivation("linear", 0);
    static final KerasActivation TANH = new KerasActivation("tanh", 0);
    static final KerasActivation SIGMOID = new KerasActivation("sigmoid", 0);

    private static final double LEAKY = 0.2;
    private static final float SIX = 6;
    private static final Set<String> RECURRENT =
            Set.of("linear", "tanh", "sigmoid", "relu", "hard_sigmoid", "elu", "leaky_relu", "softplus", "softsign");
    private static final Set<String> CONSTANT = Set.of("hard_sigmoid", "elu", "leaky_relu");
    private static final Set<String> KNOWN = Set.of(
            "linear",
            "tanh",
            "sigmoid",
            "relu",
            "relu6",
            "hard_sigmoid",
            "elu",
            "selu",
            "leaky_relu",
            "softplus",
            "softsign",
            "softmax",
            "log_softmax",
            "exponential",
            "swish",
            "mish");

    /**
     * Reads a function from a configuration: a name, or an object with a name.
     *
     * @param keras3 whether Keras 3 wrote it: its {@code hard_sigmoid} is {@code relu6(x + 3) / 6}, that of Keras 2
     *     {@code clip(0.2 x + 0.5, 0, 1)}
     * @throws UnsupportedPartException if ONNX has no such function
     */
    static KerasActivation of(JsonNode config, boolean keras3) {
        if (config.isMissingNode() || config.isNull()) {
            return LINEAR;
        }
        String name = config.isObject() && !config.path("config").isObject()
                ? config.path("config").asString("")
                : config.asString(config.path("class_name").asString(""));
        return named(name.equals("silu") ? "swish" : name, keras3);
    }

    private static KerasActivation named(String name, boolean keras3) {
        if (!KNOWN.contains(name)) {
            throw new UnsupportedPartException("the activation '" + Printable.of(name) + "' is not supported");
        }
        return new KerasActivation(
                name,
                switch (name) {
                    case "hard_sigmoid" -> keras3 ? 1 / 6.0 : 0.2;
                    case "elu" -> 1;
                    case "leaky_relu" -> LEAKY;
                    default -> 0;
                });
    }

    /**
     * The equivalent function of a recurrent operator.
     *
     * @throws UnsupportedPartException if there is none
     */
    OnnxActivation recurrent() {
        if (!RECURRENT.contains(name)) {
            throw new UnsupportedPartException("ONNX's recurrent operators have no activation '" + name + "'");
        }
        return switch (name) {
            case "linear" -> OnnxActivation.of("Affine", 1, 0);
            case "hard_sigmoid" -> OnnxActivation.of(operator(), alpha, 0.5);
            case "elu", "leaky_relu" -> OnnxActivation.of(operator(), alpha);
            default -> OnnxActivation.of(operator());
        };
    }

    /** Applies the function; softmax over features. */
    OnnxValue apply(OnnxGraph graph, OnnxValue x) {
        OnnxMath math = new OnnxMath(graph);
        return switch (name) {
            case "linear" -> x;
            case "softmax", "log_softmax" -> math.softmax(operator(), x, -1);
            case "relu6" -> math.clip(x, 0, SIX);
            case "swish" -> math.mul(x, math.unary("Sigmoid", x));
            case "mish" -> math.mul(x, math.unary("Tanh", math.unary("Softplus", x)));
            default -> single(graph, x);
        };
    }

    private OnnxValue single(OnnxGraph graph, OnnxValue x) {
        OnnxNode node = graph.node(operator()).inputs(x);
        if (CONSTANT.contains(name)) {
            node.attribute("alpha", (float) alpha);
        }
        if (name.equals("hard_sigmoid")) {
            node.attribute("beta", 0.5f);
        }
        return node.add(x.type(), x.shape());
    }

    private String operator() {
        return switch (name) {
            case "hard_sigmoid" -> "HardSigmoid";
            case "leaky_relu" -> "LeakyRelu";
            case "log_softmax" -> "LogSoftmax";
            case "exponential" -> "Exp";
            default -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
        };
    }
}
