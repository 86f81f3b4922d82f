package dev.sluice.export.keras;

import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a layer computes when it is used, as its configuration says. */
sealed interface LayerMeaning {
    /**
     * Where a sequence comes in.
     *
     * @param sizes behind the batch; empty where they are open
     */
    record Input(List<OptionalInt> sizes) implements LayerMeaning {
        /** Copies the list. */
        public Input {
            sizes = List.copyOf(sizes);
        }
    }

    /** A table of tokens. */
    record Table() implements LayerMeaning {}

    /** Nothing: what only training or padding needs. */
    record Same() implements LayerMeaning {}

    /**
     * A recurrent layer.
     *
     * @param units features of the state
     * @param inner the function of candidates and outputs
     * @param gate the function of gates
     * @param resetAfter where a GRU's reset gate stands; empty if the shape of its bias says it
     * @param backward whether it begins with the last step
     * @param sequences whether it gives each step, in the order in which it went through them
     * @param both how its two directions are joined; empty if it has one
     */
    record Recurrent(
            RecurrentKind kind,
            int units,
            KerasActivation inner,
            KerasActivation gate,
            boolean bias,
            Optional<Boolean> resetAfter,
            boolean backward,
            boolean sequences,
            Optional<String> both)
            implements LayerMeaning {
        int directions() {
            return both.isPresent() ? 2 : 1;
        }

        /** This with answers at every step, or at the last. */
        Recurrent withSequences(boolean changed) {
            return new Recurrent(kind, units, inner, gate, bias, resetAfter, backward, changed, both);
        }

        /** This in another direction, or in both and joined as {@code changedBoth} says. */
        Recurrent withDirection(boolean changedBackward, Optional<String> changedBoth) {
            return new Recurrent(kind, units, inner, gate, bias, resetAfter, changedBackward, sequences, changedBoth);
        }
    }

    /** {@code activation(x W + b)}. */
    record Dense(KerasActivation activation, boolean bias) implements LayerMeaning {}

    /** A function of each number, or softmax over features. */
    record Activate(KerasActivation activation) implements LayerMeaning {}

    /** Mean 0 and variance 1 over features. */
    record LayerNormalization(int axis, double epsilon, boolean scale, boolean center) implements LayerMeaning {}

    /** Each feature by the mean and variance that training found. */
    record BatchNormalization(int axis, double epsilon, boolean scale, boolean center) implements LayerMeaning {}

    /**
     * One number of all steps.
     *
     * @param keep whether the axis of time stays
     */
    record Pool(boolean mean, boolean keep) implements LayerMeaning {}

    /** The zeros around a sequence. */
    enum Padding {
        /** None. */
        VALID,
        /** On both sides, to as many places as steps divided by the stride. */
        SAME,
        /** All before it. */
        CAUSAL
    }

    /**
     * A convolution over time.
     *
     * @param filters features of the result
     * @param size steps of the kernel
     */
    record Convolution(
            int filters,
            int size,
            int stride,
            int dilation,
            int groups,
            Padding padding,
            KerasActivation activation,
            boolean bias)
            implements LayerMeaning {}

    /** One step of several, a mean or the largest values. */
    record StepPool(boolean mean, int size, int stride, Padding padding) implements LayerMeaning {}

    /** All but the batch as one axis. */
    record Flatten() implements LayerMeaning {}

    /**
     * Several values as one.
     *
     * @param operator {@code Concat} over features, or ONNX's elementwise one
     * @param mean whether the sum is divided by their number
     */
    record Joined(int axis, String operator, boolean mean) implements LayerMeaning {}
}
