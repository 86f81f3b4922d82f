package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** Shares of the data for validation and test; the rest is for training. */
public record SplitConfig(
        @Description("Share of the inputs kept for validation after each epoch")
        @Default("0.1")
        @Range(min = 0, below = 1)
        double validation,

        @Description("Share of the inputs kept for the final test") @Default("0.1") @Range(min = 0, below = 1)
        double test,

        @Description("Another number divides the data another way") @Default("0")
        long salt,

        @Description(
                "Whether the validation part is trained on as well: nothing is validated then, and the last epoch's"
                        + " weights are the best")
        @Default("false")
        boolean merge) {
    /** Checks that something is left for training. */
    public SplitConfig {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "validation and test must be shares of at least 0 that leave something for training, but were "
                            + validation + " and " + test);
        }
    }

    /** Shares whose parts are kept apart. */
    public SplitConfig(double validation, double test, long salt) {
        this(validation, test, salt, false);
    }

    /** A tenth for validation, a tenth for the test. */
    public static SplitConfig defaults() {
        return new SplitConfig(0.1, 0.1, 0, false);
    }
}
