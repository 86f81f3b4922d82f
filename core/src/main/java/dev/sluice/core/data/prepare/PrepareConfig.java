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
        @Description("Columns of numbers that it is about; all that there are at its turn, if none are given")
        @Default("[]")
        List<String> columns,

        @Description("Stand-in for missing numbers") @Default("none")
        Fill fill,

        @Description(
                "Median of this many numbers, up to the present one, in place of each, against single wrong readings; 0"
                        + " for none")
        @Default("0")
        @Range(min = 0)
        int median,

        @Description("Share of the training part at either end beyond which numbers count as the last ones within, for"
                + " example 0.01; 0 for none")
        @Default("0")
        @Range(min = 0, below = 0.5)
        double clip,

        @Description("Whether a further column tells which numbers were clipped") @Default("false")
        boolean flag,

        @Description(
                "Change since so many steps before in place of the number: 1 for the step before, the steps of a season"
                        + " for the season before; 0 for none")
        @Default("0")
        @Range(min = 0)
        int difference,

        @Description("Further columns with the numbers of so many steps before, for example [1, 24]") @Default("[]")
        List<Integer> lags,

        @Description("Further columns that tell the place of a step's time in these cycles, as sine and cosine")
        @Default("[]")
        List<Cycle> calendar,

        @Description("Zone of the clock that calendar reads") @Default("UTC")
        String zone,

        @Description(
                "Period of a season of which further columns tell Fourier terms, in the unit of the times, or in steps"
                        + " where there are none; 0 for none")
        @Default("0")
        @Range(min = 0)
        double season,

        @Description("Pairs of sine and cosine of the season") @Default("2") @Range(min = 1)
        int terms,

        @Description("Whether a further column grows with time, from 0 to 1 over the training part") @Default("false")
        boolean trend,

        @Description("Curve that the columns go through before they are scaled, in the exported file too")
        @Default("none")
        ColumnScaling.Bend curve,

        @Description("Unit and zero of the columns, in the exported file too") @Default("standard")
        ColumnScaling.Scale scale) {
    /** A stand-in for a missing number. */
    public enum Fill {
        /** It stays missing. */
        @Description("It stays missing.")
        NONE,
        /** The last number before it; the mean before the first. */
        @Description("The last number before it; the mean before the first.")
        LAST,
        /** On the line between its neighbors in time. */
        @Description("On the line between its neighbors in time, of which the later one is in the future.")
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
