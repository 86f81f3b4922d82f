package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * The way in which a column of numbers is scaled.
 *
 * @param curve that numbers go through before
 * @param scale of what comes of it
 */
public record ColumnScaling(
        @Description("Transformation of numbers before they are scaled") @Default("none")
        Bend curve,

        @Description("Scaling of the transformed numbers") @Default("standard")
        Scale scale) {
    /** The usual way: mean 0, deviation 1. */
    public static final ColumnScaling USUAL = new ColumnScaling(Bend.NONE, Scale.STANDARD);

    /** A curve whose parameters are fitted. */
    public enum Bend {
        /** Numbers as they are. */
        @Description("None.")
        NONE,
        /** The logarithm; of numbers above 0, or shifted so that they are. */
        @Description("The logarithm, of positive numbers; if the training part has others, all are shifted.")
        LOG,
        /** The power that makes the numbers most alike to a bell, for numbers above 0. */
        @Description(
                "The power that makes their distribution most normal (Box and Cox, 1964), of positive numbers; if the"
                        + " training part has others, all are shifted.")
        BOX_COX,
        /** The same for numbers of either sign. */
        @Description("The same for numbers of either sign (Yeo and Johnson, 2000).")
        YEO_JOHNSON
    }

    /** The unit that numbers are divided by, and the number that becomes 0. */
    public enum Scale {
        /** Mean and deviation. */
        @Description("Mean 0 and standard deviation 1.")
        STANDARD,
        /** From 0 to 1. */
        @Description("From 0 to 1 over the training part.")
        MIN_MAX,
        /** Median, and the distance of the quartiles, which single large numbers do not move. */
        @Description("Median 0 and interquartile range 1, robust against outliers.")
        ROBUST,
        /** Numbers as they are. */
        @Description("No scaling.")
        NONE
    }
}
