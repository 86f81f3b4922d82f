package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import java.util.List;

/** The activations of the recurrent operators by ONNX's definition, in float64: the part of the oracle that {@link OperatorReference} is. */
final class ActivationMeaning {
    private ActivationMeaning() {}

    /** The value at a place. */
    static double at(OnnxActivation function, double x) {
        List<Double> constants = function.constants();
        double alpha = constants.isEmpty() ? 0 : constants.getFirst();
        double beta = constants.size() < 2 ? 0 : constants.get(1);
        return switch (function.name()) {
            case "Sigmoid" -> 1 / (1 + Math.exp(-x));
            case "Tanh" -> Math.tanh(x);
            case "Relu" -> Math.max(x, 0);
            case "Softplus" -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0);
            case "Softsign" -> x / (1 + Math.abs(x));
            case "Affine" -> alpha * x + beta;
            case "ScaledTanh" -> alpha * Math.tanh(beta * x);
            case "HardSigmoid" -> Math.clamp(alpha * x + beta, 0, 1);
            case "LeakyRelu" -> x >= 0 ? x : alpha * x;
            case "ThresholdedRelu" -> x > alpha ? x : 0;
            case "Elu" -> x >= 0 ? x : alpha * Math.expm1(x);
            default -> throw new IllegalStateException("no function " + function);
        };
    }

    /** Whether one minus the function is the function of the opposite: {@code 1 - φ(x) = φ(-x)}. */
    static boolean isMirrored(OnnxActivation function) {
        return function.name().equals("Sigmoid")
                || (function.name().equals("HardSigmoid")
                        && function.constants().get(1) == 0.5);
    }
}
