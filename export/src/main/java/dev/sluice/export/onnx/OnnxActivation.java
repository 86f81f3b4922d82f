package dev.sluice.export.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A function within a recurrent operator.
 *
 * @param name as ONNX calls it
 * @param constants its alpha and beta, as far as it has them
 */
public record OnnxActivation(String name, List<Double> constants) {
    /** Copies the list. */
    public OnnxActivation {
        constants = List.copyOf(constants);
    }

    /** A function with its constants. */
    public static OnnxActivation of(String name, double... constants) {
        return new OnnxActivation(name, Arrays.stream(constants).boxed().toList());
    }

    /** Returns whether one minus the function is the function of the opposite: {@code 1 - φ(x) = φ(-x)}. */
    public boolean isMirrored() {
        return name.equals("Sigmoid") || (name.equals("HardSigmoid") && constants.get(1) == 0.5);
    }

    /** For people: {@code HardSigmoid(0.2, 0.5)}. */
    @Override
    public String toString() {
        return constants.isEmpty()
                ? name
                : name + constants.toString().replace('[', '(').replace(']', ')');
    }
}
