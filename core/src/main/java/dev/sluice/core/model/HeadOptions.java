package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/** The dense layers after pooling; the data determine the size of the last one, the number of outputs. */
@Description("The dense layers after pooling.")
public record HeadOptions(
        @Description("Sizes of the hidden layers (relu), in order; [] for none.") @Default("[]") @Range(min = 1)
        List<Integer> hidden,

        @Description("Probability of zeroing an element before each dense layer in training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double dropout,

        @Description("Where the head is applied: once, to the pooled outputs, or at every step.") @Default("end")
        At at,

        @Description("The input of model.inputs whose steps the output follows; needed if there are several.")
        @Default("''")
        String reads,

        @Description("Whether the embedding's table also gives the last layer's weights (Press and Wolf, 2017); for"
                + " outputs that are the vocabulary.")
        @Default("false")
        boolean tied,

        @Description(
                "Negative classes drawn for each update, to which training compares the correct ones instead of all"
                        + " classes (sampled softmax: Jean et al., 2015), frequent ones more often; 0 for all. For"
                        + " large vocabularies and loss cross-entropy.")
        @Default("0")
        @Range(min = 0)
        int sampled) {
    /** The steps at which a head has an output. */
    public enum At {
        /** Once for a sequence. */
        @Description("Once, from the pooled outputs.")
        END,
        /** At each step, {@code [T, B, C]}. */
        @Description("At every step.")
        EVERY_STEP
    }

    /** Once for a sequence. */
    public HeadOptions(List<Integer> hidden, double dropout) {
        this(hidden, dropout, At.END, "", false);
    }

    /** A head that training computes all outputs of. */
    public HeadOptions(List<Integer> hidden, double dropout, At at, String reads, boolean tied) {
        this(hidden, dropout, at, reads, tied, 0);
    }

    /** This at every step. */
    public HeadOptions atEveryStep() {
        return new HeadOptions(hidden, dropout, At.EVERY_STEP, reads, tied, sampled);
    }

    /** Copies the list. */
    public HeadOptions {
        hidden = List.copyOf(hidden);
    }

    /** One dense layer without dropout. */
    public static HeadOptions defaults() {
        return new HeadOptions(List.of(), 0);
    }

    /** This with the embedding's table for the last layer's weights, or not. */
    public HeadOptions withTied(boolean changed) {
        return new HeadOptions(hidden, dropout, at, reads, changed, sampled);
    }
}
