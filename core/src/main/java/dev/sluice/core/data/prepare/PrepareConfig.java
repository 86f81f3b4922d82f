package dev.sluice.core.data.prepare;

import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** One entry of the preparation of inputs: everything that it asks for, in the order of its keys. */
public record PrepareConfig(
        @Description("Numeric columns that this step applies to; by default, all that exist at this point")
        @Default("[]")
        List<String> columns,

        @Description("Replacement of missing numbers") @Default("none")
        Fill fill,

        @Description("Median filter: each number is replaced by the median of this many numbers up to and including it,"
                + " against outliers; 0 for none")
        @Default("0")
        @Range(min = 0)
        int median,

        @Description("Clipping: share of the training part at each end whose quantile limits the numbers, for example"
                + " 0.01; 0 for none")
        @Default("0")
        @Range(min = 0, below = 0.5)
        double clip,

        @Description("Whether an additional column marks the clipped numbers") @Default("false")
        boolean flag,

        @Description("Differencing: the change over this many steps replaces the number: 1 for the previous step, the"
                + " steps of a season for the previous season; 0 for none")
        @Default("0")
        @Range(min = 0)
        int difference,

        @Description("Additional columns with the numbers of so many steps before, for example [1, 24]") @Default("[]")
        List<Integer> lags,

        @Description("Additional columns with the position of a step's time in these cycles, as sine and cosine")
        @Default("[]")
        List<Cycle> calendar,

        @Description("Time zone for calendar") @Default("UTC")
        String zone,

        @Description(
                "Period of a season for additional columns with Fourier terms, in the unit of the times, or in steps"
                        + " if there are none; 0 for none")
        @Default("0")
        @Range(min = 0)
        double season,

        @Description("Number of Fourier terms: pairs of sine and cosine") @Default("2") @Range(min = 1)
        int terms,

        @Description("Whether an additional column grows linearly with time, from 0 to 1 over the training part")
        @Default("false")
        boolean trend,

        @Description("Transformation of the columns before they are scaled, also in the exported file") @Default("none")
        ColumnScaling.Bend curve,

        @Description("Scaling of the columns, also in the exported file") @Default("standard")
        ColumnScaling.Scale scale) {
    /** A stand-in for a missing number. */
    public enum Fill {
        /** It stays missing. */
        @Description("They stay missing.")
        NONE,
        /** The last number before it; the mean before the first. */
        @Description("The last number before it; before the first one, the mean.")
        LAST,
        /** On the line between its neighbors in time. */
        @Description("Linear interpolation in time between its neighbors, of which the later one is in the future.")
        LINEAR,
        /** The mean of the training part. */
        @Description("The mean of the training part.")
        MEAN
    }

    /** A cycle of the calendar. */
    public enum Cycle {
        /** The minute of the hour. */
        @Description("The minute of the hour.")
        MINUTE,
        /** The time of the day. */
        @Description("The time of the day.")
        HOUR,
        /** The time of the week. */
        @Description("The time of the week.")
        WEEKDAY,
        /** The day of the month. */
        @Description("The day of the month.")
        DAY_OF_MONTH,
        /** The month, with its days. */
        @Description("The month of the year, with its days.")
        MONTH,
        /** The day of the year. */
        @Description("The day of the year.")
        DAY_OF_YEAR
    }

    /** Copies the lists and checks that the keys fit. */
    public PrepareConfig {
        columns = List.copyOf(columns);
        lags = List.copyOf(lags);
        calendar = List.copyOf(calendar);
        if (lags.stream().anyMatch(lag -> lag < 1)) {
            throw new IllegalArgumentException("lags must be steps back, at least 1, but are " + lags);
        }
        if (flag && clip == 0) {
            throw new IllegalArgumentException("flag tells which numbers were clipped, but clip is 0");
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone must be one such as UTC, +01:00 or Europe/Vienna, but was '" + zone + "'", e);
        }
    }
}
