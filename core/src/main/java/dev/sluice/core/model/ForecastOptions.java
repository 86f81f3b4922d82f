package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/** The parts of a forecast besides the network: its frame of reference, its starting point, and how its steps follow each other. */
@Description(
        "How a forecast starts from its window, and how its steps depend on each other; used only with data.forecast.")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ForecastOptions(
        @Description("The level and scale that are removed from each window before the network and restored in the"
                + " forecast")
        @Default("last")
        Normalize normalize,

        @Description("The baseline forecast that the network corrects") @Default("last")
        Base base,

        @Description("Steps of a season, for base: season; 24 for hourly data with a daily pattern")
        @Default("0")
        @Range(min = 0)
        int season,

        @Description("The linear map from the window to the horizon, added to the network's output") @Default("own")
        Linear linear,

        @Description("The unit in which training measures errors") @Default("data")
        ErrorUnit errors,

        @Description("How the encoder's output becomes the steps of the horizon") @Default("direct")
        Method method) {
    /** The frame of reference of a window. */
    public enum Normalize {
        /** The units of the data, scaled as all inputs are. */
        @Description("None: required by networks that run step by step.")
        NONE,
        /** The window's last value is 0. */
        @Description("The last value of each variable is subtracted.")
        LAST,
        /** The window has mean 0 and deviation 1 (Kim et al., 2022). */
        @Description(
                "The mean of each variable is subtracted, and the result is divided by the standard deviation (Kim et"
                        + " al., 2022).")
        WINDOW
    }

    /** The forecast that the network only corrects. */
    public enum Base {
        /** Zero: in a normalized window its mean, or its last value. */
        @Description("Zero: the mean of a normalized window, or its last value.")
        NONE,
        /** The last value. */
        @Description("The last value.")
        LAST,
        /** The value a season ago. */
        @Description("The value one season ago.")
        SEASON
    }

    /** The linear map beside the network. */
    public enum Linear {
        /** There is none. */
        @Description("None.")
        NONE,
        /** One map for all variables. */
        @Description("One map for all variables.")
        SHARED,
        /** A map of its own for each variable. */
        @Description("One map for each variable.")
        OWN
    }

    /** The unit of errors in training. */
    public enum ErrorUnit {
        /** That of the data. */
        @Description("The unit of the data: windows that change more count more.")
        DATA,
        /** The deviation of each window. */
        @Description(
                "The standard deviation of each window, so that series of all sizes count equally; needs normalize:"
                        + " window.")
        WINDOW
    }

    /** The way in which the steps of the horizon are computed. */
    public enum Method {
        /** All steps at once. */
        @Description("All steps at once, by the dense layers of the head.")
        DIRECT,
        /** One step after the other, the network reading its own answers as if they had been measured. */
        @Description(
                "Recursively: the network predicts one step ahead and reads its own predictions as if they had been"
                        + " measured.")
        RECURSIVE,
        /** One step after the other, by a second cell that starts from the encoder's states. */
        @Description("A second cell starts from the encoder's final states and reads its own predictions and the known"
                + " future values (Cho et al., 2014).")
        DECODER
    }

    /** What is on where nothing is set. */
    public static ForecastOptions defaults() {
        return new ForecastOptions(Normalize.LAST, Base.LAST, 0, Linear.OWN, ErrorUnit.DATA, Method.DIRECT);
    }

    /** Checks that the season is known where it is needed. */
    public ForecastOptions {
        if (errors == ErrorUnit.WINDOW && normalize != Normalize.WINDOW) {
            throw new IllegalArgumentException("forecast.errors: window needs the deviation of each window, which"
                    + " forecast.normalize: window measures, but that is "
                    + OptionKey.written(normalize));
        }
        if (base == Base.SEASON && season < 1) {
            throw new IllegalArgumentException("forecast.base: season needs forecast.season, the number of steps after"
                    + " which values repeat, such as 24 for hours of a day, but it is " + season);
        }
    }
}
