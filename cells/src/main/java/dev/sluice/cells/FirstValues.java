package dev.sluice.cells;

import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;

/** First values that papers ask for and that are functions of the usual ones. */
final class FirstValues {
    private FirstValues() {}

    /** {@code scale} on the diagonal. */
    static Initializer identity(double scale) {
        return mapped(new Initializers.Identity(), value -> scale * value);
    }

    /** {@code U(-√(3/in), √(3/in))}: variance {@code 1 / in}. */
    static Initializer varianceOneOverIn() {
        return mapped(new Initializers.HeUniform(), value -> value * Math.sqrt(0.5));
    }

    /** {@code U(0, 1)} for a vector. */
    static Initializer unitInterval() {
        // The absolute value of a number uniform within 1/√H, times √H.
        Initializer within = new Initializers.UniformPyTorch();
        return (shape, seed, name) -> {
            double bound = Math.sqrt(shape.size(0));
            return mapped(within, value -> Math.abs(value) * bound).create(shape, seed, name);
        };
    }

    /** {@code U(0, largest)} for a vector. */
    static Initializer uniform(double largest) {
        return mapped(unitInterval(), value -> largest * value);
    }

    /** {@code e^U(log smallest, log largest)} for a vector: as many below the geometric mean as above. */
    static Initializer logUniform(double smallest, double largest) {
        double from = StrictMath.log(smallest);
        double width = StrictMath.log(largest) - from;
        return mapped(unitInterval(), value -> StrictMath.exp(from + value * width));
    }

    /**
     * {@code log U(1, longest - 1)} for the bias of a forget gate, which then forgets after up to {@code longest} steps
     * (Tallec and Ollivier, 2018).
     */
    static Initializer chrono(int longest) {
        return mapped(unitInterval(), value -> StrictMath.log(1 + value * (longest - 2)));
    }

    /**
     * Whether a longest dependency can be one.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static void checkLongest(int longest) {
        if (longest < 0 || longest == 1 || longest == 2) {
            throw new IllegalArgumentException(
                    "the longest dependency must be at least 3 steps, or 0 if it is not known, but was " + longest);
        }
    }

    /** The numbers of another parameter of the same cell, negated: {@code b_i = -b_f}. */
    static Initializer negated(Initializer other, String own, String others) {
        return (shape, seed, name) -> mapped(other, value -> -value)
                .create(shape, seed, name.substring(0, name.length() - own.length()) + others);
    }

    private static Initializer mapped(Initializer from, DoubleUnaryOperator function) {
        return (shape, seed, name) -> {
            Tensor tensor = from.create(shape, seed, name);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] = (float) function.applyAsDouble(tensor.array()[i]);
            }
            return tensor;
        };
    }
}
