package dev.sluice.export.activation;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.onnx.OnnxActivation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * An ONNX activation, either a standalone operator or a function inside a recurrent operator.
 *
 * @param name ONNX's name
 * @param alpha the first constant
 * @param beta the second constant
 */
public record ActivationFunction(String name, double alpha, double beta) {
    /** The activations that are also standalone operators. */
    public static final List<String> OPERATORS = List.of(
            "Relu",
            "Tanh",
            "Sigmoid",
            "LeakyRelu",
            "ThresholdedRelu",
            "HardSigmoid",
            "Elu",
            "Softsign",
            "Softplus",
            "Selu");

    private record Meaning(boolean takesAlpha, boolean takesBeta, double alpha, double beta, Equation equation) {}

    private interface Equation {
        Expr apply(Expr x, double alpha, double beta);
    }

    private static final Map<String, Meaning> MEANINGS = meanings();

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new TreeMap<>();
        meanings.put("relu", plain(Exprs::relu));
        meanings.put("tanh", plain(Exprs::tanh));
        meanings.put("sigmoid", plain(Exprs::sigmoid));
        meanings.put("softsign", plain(x -> x.div(Exprs.abs(x).add(1))));
        meanings.put("softplus", plain(Exprs::softplus));
        meanings.put(
                "affine", new Meaning(true, true, 1, 0, (x, a, b) -> x.mul(a).add(b)));
        meanings.put(
                "leakyrelu",
                one(
                        0.01,
                        (x, a) ->
                                Exprs.max(x, Exprs.constant(0)).add(negative(x).mul(a))));
        meanings.put(
                "elu",
                one(
                        1,
                        (x, a) ->
                                Exprs.relu(x).add(Exprs.exp(negative(x)).add(-1).mul(a))));
        meanings.put(
                "thresholdedrelu",
                one(1, (x, a) -> Exprs.select(Exprs.greater(x, Exprs.constant(a)), x, Exprs.constant(0))));
        meanings.put(
                "scaledtanh",
                new Meaning(true, true, 1, 1, (x, a, b) -> Exprs.tanh(x.mul(b)).mul(a)));
        meanings.put(
                "hardsigmoid",
                new Meaning(
                        true,
                        true,
                        0.2,
                        0.5,
                        (x, a, b) -> Exprs.min(Exprs.max(x.mul(a).add(b), Exprs.constant(0)), Exprs.constant(1))));
        // Klambauer et al., 2017
        meanings.put(
                "selu",
                plain(x -> Exprs.relu(x)
                        .add(Exprs.exp(negative(x)).add(-1).mul(1.6732632423543772))
                        .mul(1.0507009873554805)));
        return meanings;
    }

    private static Expr negative(Expr x) {
        return Exprs.min(x, Exprs.constant(0));
    }

    private static Meaning plain(UnaryOperator<Expr> function) {
        return new Meaning(false, false, 0, 0, (x, a, b) -> function.apply(x));
    }

    private static Meaning one(double alpha, BiFunction<Expr, Double, Expr> function) {
        return new Meaning(true, false, alpha, 0, (x, a, b) -> function.apply(x, a));
    }

    /** The function with a given name, case-insensitive; NaN selects ONNX's default constant. */
    public static ActivationFunction of(String name, double alpha, double beta) {
        Meaning meaning = meaning(name);
        return new ActivationFunction(
                name, Double.isNaN(alpha) ? meaning.alpha() : alpha, Double.isNaN(beta) ? meaning.beta() : beta);
    }

    /** The function of a recurrent operator. */
    public static ActivationFunction of(OnnxActivation function) {
        List<Double> constants = function.constants();
        return of(
                function.name(),
                constants.isEmpty() ? Double.NaN : constants.getFirst(),
                constants.size() < 2 ? Double.NaN : constants.get(1));
    }

    private static Meaning meaning(String name) {
        Meaning meaning = MEANINGS.get(name.toLowerCase(Locale.ROOT));
        if (meaning == null) {
            throw new UnsupportedPartException("the activation '" + Printable.of(name) + "' is not known");
        }
        return meaning;
    }

    /** Returns whether this function takes a value from a recurrent operator's {@code activation_alpha} list. */
    public static boolean takesAlpha(String name) {
        return meaning(name).takesAlpha();
    }

    /** Returns whether this function takes a value from a recurrent operator's {@code activation_beta} list. */
    public static boolean takesBeta(String name) {
        return meaning(name).takesBeta();
    }

    /** Applies the function elementwise. */
    public Expr apply(Expr x) {
        return meaning(name).equation().apply(x, alpha, beta);
    }

    /** The function in float64. */
    public DoubleUnaryOperator inFloat64() {
        Graph graph = new Graph(Map.of("y", apply(Exprs.input("x", Dims.SCALAR))));
        return x -> Objects.requireNonNull(Interpreter.run(
                                graph, Map.of("x", new Array64(new int[0], new double[] {x})))
                        .get("y"))
                .data()[0];
    }
}
