package dev.sluice.core.experiment;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** Shares of the examples; what is left is for training. Equal inputs are always on the same side. */
public record SplitConfig(
        @Description("Share that decides when to stop and which weights are best") @Default("0.1") @Range(above = 0, below = 1)
                double validation,
        @Description("Share that the final figures are computed on") @Default("0.1") @Range(min = 0, below = 1)
                double test) {
    /** Checks that something is left to train on. */
    public SplitConfig {
        if (validation + test >= 1) {
            throw new IllegalArgumentException("'validation' and 'test' must leave a share for training, but are "
                    + validation + " and " + test + "; make their sum less than 1");
        }
    }
}
