package dev.sluice.core.train;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/** The rule by which training ends early and the best epoch is chosen. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record EarlyStopping(
        @Description("Epochs without improvement after which training ends; 0 for never") @Default("0") @Range(min = 0)
        int patience,

        @Description("The figure of the validation part to monitor: 'loss' or a metric") @Default("loss")
        String metric) {
    /** Trains for all epochs; the weights with the lowest validation loss are the best. */
    public static EarlyStopping never() {
        return after(0);
    }

    /** Watches the validation loss. */
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(patience, Scores.LOSS);
    }

    /** Returns whether training ends after {@code waited} epochs without improvement. */
    public boolean isDue(int waited) {
        return patience > 0 && waited >= patience;
    }
}
