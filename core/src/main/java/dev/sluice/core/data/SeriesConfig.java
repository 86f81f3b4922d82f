package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import org.apiguardian.api.API;

/** Treatment of missing values in numeric series. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SeriesConfig(
        @Description(
                "Replacement of missing values if no cell reads a mask; cells that do, such as gru-d, handle them and"
                        + " do not need it.")
        @Default("refuse")
        Missing missing) {
    /** The stand-in for a missing value. */
    public enum Missing {
        /** Missing values are an error. */
        @Description("Missing values are an error.")
        REFUSE,
        /** The feature's mean over the training part. */
        @Description("The feature's mean.")
        MEAN,
        /** The feature's last value; its mean before the first. */
        @Description("The feature's last value; before the first one, its mean.")
        LAST
    }

    /** Missing values are refused. */
    public static SeriesConfig defaults() {
        return new SeriesConfig(Missing.REFUSE);
    }
}
