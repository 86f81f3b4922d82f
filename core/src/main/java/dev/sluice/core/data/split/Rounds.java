package dev.sluice.core.data.split;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.io.Serializable;

/** Several rounds over the same data, each with another part as its test: folds of a cross-validation, or origins that roll through time. */
public record Rounds(
        @Description(
                "By hash, group or class: number of folds of equal size, each the test part of one round, instead of"
                        + " the share test; 0 for none")
        @Default("0")
        @Range(min = 0)
        int folds,

        @Description("The fold that is the test part of this run, from 0") @Default("0") @Range(min = 0)
        int fold,

        @Description(
                "By time or order: number of forecast origins, each with a test part as long as test says; the last"
                        + " one ends at the end of the data; 0 for a single one")
        @Default("0")
        @Range(min = 0)
        int origins,

        @Description("The forecast origin of this run, from 0, the earliest") @Default("0") @Range(min = 0)
        int origin,

        @Description("The training data of later origins") @Default("expanding")
        Window window)
        implements Serializable {
    /** The steps that are trained on before an origin. */
    public enum Window {
        /** All from the beginning. */
        @Description("All data from the beginning.")
        EXPANDING,
        /** As many as before the first origin. */
        @Description("As many steps or examples as for the first origin.")
        SLIDING
    }

    /** Checks that the round is one of them. */
    public Rounds {
        if (folds == 1) {
            throw new IllegalArgumentException("folds must be at least 2, or 0 for none, but was 1");
        }
        if (folds > 0 && origins > 0) {
            throw new IllegalArgumentException(
                    "folds are of data in no order, origins of data in order: give one of them");
        }
        if (fold > 0 && fold >= folds) {
            throw new IllegalArgumentException("fold must be from 0 to folds - 1, but was " + fold + " of " + folds);
        }
        if (origin > 0 && origin >= origins) {
            throw new IllegalArgumentException(
                    "origin must be from 0 to origins - 1, but was " + origin + " of " + origins);
        }
    }

    /** One round. */
    public static Rounds one() {
        return new Rounds(0, 0, 0, 0, Window.EXPANDING);
    }

    /** The number of rounds. */
    public int count() {
        return Math.max(1, Math.max(folds, origins));
    }

    /** This in another round. */
    Rounds at(int round) {
        return new Rounds(folds, folds > 0 ? round : 0, origins, origins > 0 ? round : 0, window);
    }
}
