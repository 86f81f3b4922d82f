package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/** A convolution over time, with what follows it: normalization, activation, pooling, dropout. */
@Description("A convolution over time before the recurrent layers.")
public record ConvOptions(
        @Description("Number of output features.") @Default("64") @Range(min = 1)
        int channels,

        @Description("Steps that the kernel covers.") @Default("3") @Range(min = 1, max = 1024)
        int kernel,

        @Description("Stride: steps from one kernel position to the next.") @Default("1") @Range(min = 1, max = 1024)
        int stride,

        @Description("Dilation: distance in steps between neighboring kernel elements.")
        @Default("1")
        @Range(min = 1, max = 1024)
        int dilation,

        @Description("Zero padding of a sequence.") @Default("same")
        Padding padding,

        @Description("The normalization of the output.") @Default("none")
        Normalization normalization,

        @Description("The activation function.") @Default("relu")
        Activation activation,

        @Description("Pooling: number of steps that are merged into one at the end; 1 for no pooling.")
        @Default("1")
        @Range(min = 1, max = 1024)
        int pool,

        @Description("How pooling merges several steps into one.") @Default("max")
        Pool poolBy,

        @Description("Probability of zeroing an element of the output in training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double dropout) {
    /** The zeros around a sequence. */
    public enum Padding {
        /** Half of what the kernel spans on each side: {@code ⌈L / stride⌉} steps remain. */
        @Description("On both sides: the output has as many steps as the input, divided by the stride and rounded up.")
        SAME,
        /** All of it before, so that no step is read ahead. */
        @Description("Only before the sequence, so that no step reads a later one; as many steps as with 'same'.")
        CAUSAL,
        /** None: {@code ⌊(L - span - 1) / stride⌋ + 1} steps remain. */
        @Description("No padding: only positions where the whole kernel lies within the sequence.")
        VALID
    }

    /** The function of the result. */
    public enum Activation {
        /** {@code max(x, 0)}. */
        @Description("max(x, 0).")
        RELU,
        /** {@code tanh(x)}. */
        @Description("tanh(x).")
        TANH,
        /** {@code x}. */
        @Description("The identity, x.")
        NONE;

        Expr of(Expr x) {
            return switch (this) {
                case RELU -> Exprs.relu(x);
                case TANH -> Exprs.tanh(x);
                case NONE -> x;
            };
        }
    }

    /** The way one step is made of several. */
    public enum Pool {
        /** The largest value of each feature. */
        @Description("The maximum of each feature.")
        MAX,
        /** The mean of each feature. */
        @Description("The mean of each feature.")
        MEAN
    }

    /** A convolution of that many features and kernel, with defaults for everything else. */
    public static ConvOptions of(int channels, int kernel) {
        return new ConvOptions(
                channels, kernel, 1, 1, Padding.SAME, Normalization.NONE, Activation.RELU, 1, Pool.MAX, 0);
    }

    /** This with another stride. */
    public ConvOptions withStride(int changed) {
        return OptionRecords.with(this, "stride", changed);
    }

    /** This with another dilation. */
    public ConvOptions withDilation(int changed) {
        return OptionRecords.with(this, "dilation", changed);
    }

    /** This with other padding. */
    public ConvOptions withPadding(Padding changed) {
        return OptionRecords.with(this, "padding", changed);
    }

    /** This with another normalization. */
    public ConvOptions withNormalization(Normalization changed) {
        return OptionRecords.with(this, "normalization", changed);
    }

    /** This with another activation. */
    public ConvOptions withActivation(Activation changed) {
        return OptionRecords.with(this, "activation", changed);
    }

    /** This with pooling over that many steps. */
    public ConvOptions withPool(int steps, Pool by) {
        return OptionRecords.with(OptionRecords.with(this, "pool", steps), "poolBy", by);
    }

    /** This with another dropout. */
    public ConvOptions withDropout(double changed) {
        return OptionRecords.with(this, "dropout", changed);
    }

    /** Returns whether each step has one step of the result. */
    public boolean keepsSteps() {
        return convolution().keepsSteps() && pool == 1;
    }

    /** Returns whether no step of the result depends on a later one, nor on where a sequence began. */
    public boolean looksBack() {
        return keepsSteps() && convolution().kernel().looksBack();
    }

    TimeConvolution convolution() {
        int span = dilation * (kernel - 1);
        int lead = switch (padding) {
            case SAME -> span / 2;
            case CAUSAL -> span;
            case VALID -> 0;
        };
        int trail = padding == Padding.SAME ? span - lead : 0;
        return new TimeConvolution(new TimeKernel(kernel, stride, dilation, lead), trail);
    }

    /** The pooling; its last place may be one that the steps do not fill. */
    TimeConvolution pooled() {
        return new TimeConvolution(new TimeKernel(pool, pool, 1, 0), pool - 1);
    }
}
