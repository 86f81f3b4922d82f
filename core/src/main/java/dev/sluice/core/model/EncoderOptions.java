package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/** The recurrent layers. */
@Description("The recurrent layers.")
public record EncoderOptions(
        @Description("The cell; 'sluice help cells' lists all cells.") @Default("{name: gru}")
        Cell cell,

        @Description("Features of a state.") @Default("128") @Range(min = 1)
        int hidden,

        @Description("Number of stacked layers.") @Default("1") @Range(min = 1)
        int layers,

        @Description("The direction of time in each layer.") @Default("forward")
        Direction direction,

        @Description("How the outputs of both directions are merged.") @Default("concat")
        Merge merge,

        @Description("The skip connection around each layer from 'skip_from' on.") @Default("none")
        Skip skip,

        @Description("The first layer, from 1, with a skip connection; layer 1 needs an input of the same size as its"
                + " output.")
        @Default("2")
        @Range(min = 1)
        int skipFrom,

        @Description("The normalization of a layer's outputs before the next layer.") @Default("none")
        Normalization normalization,

        @Description("Probability of zeroing an element between layers in training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double dropout,

        @Description("Dropout of inputs, states and weights, and zoneout.") @Default("{}")
        Regularization regularization,

        @Description("Limit for each element of a state's gradient between two steps of the sequence"
                + " (Graves, 2013); 0 for none. train.clip limits the sum over all steps.")
        @Default("0")
        @Range(min = 0)
        double gradientClip,

        @Description(
                "Rank of the cells' weight matrices, each factorized into a product of two where that is smaller; 0"
                        + " for full matrices.")
        @Default("0")
        @Range(min = 0)
        int rank) {
    /** The square root of 2^31. */
    private static final int LARGEST_HIDDEN = 46_340;

    /** Refuses a hidden size whose weights do not fit into an array. */
    public EncoderOptions {
        if (hidden > LARGEST_HIDDEN) {
            throw new IllegalArgumentException("encoder.hidden must be at most " + LARGEST_HIDDEN
                    + ", because a gate's weight has hidden x hidden numbers and an array holds 2^31 of them,"
                    + " but was " + hidden);
        }
    }

    /** One layer, one direction, nothing else. */
    public static EncoderOptions of(Cell cell, int hidden) {
        return new EncoderOptions(
                cell,
                hidden,
                1,
                Direction.FORWARD,
                Merge.CONCAT,
                Skip.NONE,
                2,
                Normalization.NONE,
                0,
                Regularization.none(),
                0,
                0);
    }

    /** Returns whether each layer runs in both directions. */
    public boolean bidirectional() {
        return direction == Direction.BIDIRECTIONAL;
    }

    /** This with another number of layers. */
    public EncoderOptions withLayers(int changed) {
        return OptionRecords.with(this, "layers", changed);
    }

    /** This in both directions, or forward. */
    public EncoderOptions withBidirectional(boolean changed) {
        return withDirection(changed ? Direction.BIDIRECTIONAL : Direction.FORWARD);
    }

    /** This in another direction. */
    public EncoderOptions withDirection(Direction changed) {
        return OptionRecords.with(this, "direction", changed);
    }

    /** This with another way to join both directions. */
    public EncoderOptions withMerge(Merge changed) {
        return OptionRecords.with(this, "merge", changed);
    }

    /** This with connections around the layers from one on, the lowest being 1. */
    public EncoderOptions withSkip(Skip changed, int from) {
        return OptionRecords.with(OptionRecords.with(this, "skip", changed), "skipFrom", from);
    }

    /** This with another normalization between layers. */
    public EncoderOptions withNormalization(Normalization changed) {
        return OptionRecords.with(this, "normalization", changed);
    }

    /** This with another dropout between layers. */
    public EncoderOptions withDropout(double changed) {
        return OptionRecords.with(this, "dropout", changed);
    }

    /** This with another regularization. */
    public EncoderOptions withRegularization(Regularization changed) {
        return OptionRecords.with(this, "regularization", changed);
    }

    /** This with another limit for the gradient between steps. */
    public EncoderOptions withGradientClip(double changed) {
        return OptionRecords.with(this, "gradientClip", changed);
    }

    /** This with weights of a rank. */
    public EncoderOptions withRank(int changed) {
        return OptionRecords.with(this, "rank", changed);
    }
}
