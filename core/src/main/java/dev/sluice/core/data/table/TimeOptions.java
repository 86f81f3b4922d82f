package dev.sluice.core.data.table;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/** How the times of steps are written, and whether rows must be in their order. */
public record TimeOptions(
        @Description(
                "Date format, for example dd.MM.yyyy HH:mm; by default the year first, such as 2024-03-31 14:00:00")
        @Default("''")
        String timeFormat,

        @Description("Time zone of dates without an offset, for example Europe/Berlin; by default UTC, without daylight"
                + " saving time")
        @Default("''")
        String timeZone,

        @Description("Whether the rows of a series are sorted by time, and the unsorted ones counted") @Default("false")
        boolean sort) {
    /** Checks the pattern and the zone. */
    public TimeOptions {
        new TimeFormat(timeFormat, timeZone, false);
    }

    /** Dates with the year first, in UTC, in their order. */
    public static TimeOptions usual() {
        return new TimeOptions("", "", false);
    }
}
