package dev.sluice.export.keras;

import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The computation of a layer according to its configuration. */
sealed interface LayerMeaning {
    /**
     * An input.
     *
     * @param sizes sizes of the axes after the batch; empty where open
     */
    record Input(List<OptionalInt> sizes) implements LayerMeaning {
        /** Copies the list. */
        public Input {
            sizes = List.copyOf(sizes);
        }
    }

    /** An embedding table. */
    record Table() implements LayerMeaning {}

    /** The identity: a layer that only matters in training or for padding. */
    record Same() implements LayerMeaning {}

    /**
     * A recurrent layer.
     *
     * @param units number of state features
     * @param inner activation of candidates and outputs
     * @param gate activation of gates
     * @param resetAfter whether a GRU's reset gate is applied after the product; empty if the shape of its bias decides
     * @param backward whether it starts at the last step
     * @param sequences whether it returns every step, in the order processed
     * @param both merge mode of its two directions; empty if it has one
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

        /** A copy that returns every step, or only the last. */
        Recurrent withSequences(boolean changed) {
            return new Recurrent(kind, units, inner, gate, bias, resetAfter, backward, changed, both);
        }

        /** A copy with another direction, or with both directions merged by {@code changedBoth}. */
        Recurrent withDirection(boolean changedBackward, Optional<String> changedBoth) {
            return new Recurrent(kind, units, inner, gate, bias, resetAfter, changedBackward, sequences, changedBoth);
        }
    }

    /** {@code activation(x W + b)}. */
    record Dense(KerasActivation activation, boolean bias) implements LayerMeaning {}

    /** An elementwise activation, or softmax over features. */
    record Activate(KerasActivation activation) implements LayerMeaning {}

    /** Normalization over features to mean 0 and variance 1. */
    record LayerNormalization(int axis, double epsilon, boolean scale, boolean center) implements LayerMeaning {}

    /** Normalization of each feature by the mean and variance from training. */
    record BatchNormalization(int axis, double epsilon, boolean scale, boolean center) implements LayerMeaning {}

    /**
     * Pooling over all steps.
     *
     * @param keep whether the time axis is kept
     */
    record Pool(boolean mean, boolean keep) implements LayerMeaning {}

    /** The padding of a sequence with zeros. */
    enum Padding {
        /** None. */
        VALID,
        /** On both sides, for as many positions as steps divided by the stride. */
        SAME,
        /** All in front. */
        CAUSAL
    }

    /**
     * A convolution over time.
     *
     * @param filters number of output features
     * @param size kernel size in steps
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

    /** Pooling over several steps: the mean or the maximum. */
    record StepPool(boolean mean, int size, int stride, Padding padding) implements LayerMeaning {}

    /** All axes but the batch merged into one. */
    record Flatten() implements LayerMeaning {}

    /**
     * Several values merged into one.
     *
     * @param operator {@code Concat} over features, or an elementwise ONNX operator
     * @param mean whether the sum is divided by the number of values
     */
    record Joined(int axis, String operator, boolean mean) implements LayerMeaning {}
}
