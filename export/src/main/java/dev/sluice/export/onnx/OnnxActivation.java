package dev.sluice.export.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * An activation inside a recurrent operator.
 *
 * @param name ONNX's name
 * @param constants alpha and beta, if the function has them
 */
public record OnnxActivation(String name, List<Double> constants) {
    /** Copies the list. */
    public OnnxActivation {
        constants = List.copyOf(constants);
    }

    /** An activation with its constants. */
    public static OnnxActivation of(String name, double... constants) {
        return new OnnxActivation(name, Arrays.stream(constants).boxed().toList());
    }

    /** Returns whether the complement is the function of the negated argument: {@code 1 - φ(x) = φ(-x)}. */
    public boolean isMirrored() {
        return name.equals("Sigmoid") || (name.equals("HardSigmoid") && constants.get(1) == 0.5);
    }

    /** The function with its constants: {@code HardSigmoid(0.2, 0.5)}. */
    @Override
    public String toString() {
        return constants.isEmpty()
                ? name
                : name + constants.toString().replace('[', '(').replace(']', ')');
    }
}
