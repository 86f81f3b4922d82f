package dev.sluice.core.data.prepare;

import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Steps at equal intervals in place of those that were measured, the same for all series of an example. */
public record ResampleConfig(
        @Description(
                "Interval between steps: 15m, 1h, 1d or 1w (also s), if times are dates or seconds since 1970, or a"
                        + " number in the unit of the times; without it, nothing is resampled")
        @Default("''")
        String every,

        @Description("How the numbers of an interval are aggregated; an interval without a number has none")
        @Default("mean")
        How how,

        @AnyNames @Description("The same for single columns, for example {rain: sum}") @Default("{}")
        Map<String, How> columns,

        @Description("Time zone in which days and weeks begin at midnight, including daylight saving time")
        @Default("UTC")
        String zone)
        implements Serializable {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(s|m|min|h|d|w|)");

    /** One number for those of an interval. */
    public enum How {
        /** Their mean. */
        @Description("Their mean.")
        MEAN,
        /** The first of them. */
        @Description("The first number.")
        FIRST,
        /** The last of them. */
        @Description("The last number.")
        LAST,
        /** Their sum. */
        @Description("Their sum.")
        SUM,
        /** The least of them. */
        @Description("The minimum.")
        MIN,
        /** The greatest of them. */
        @Description("The maximum.")
        MAX,
        /** How many there are. */
        @Description("Their number; 0 for an interval without one.")
        COUNT;

        /**
         * One number.
         *
         * @param numbers none of which is missing. Not modified.
         */
        double of(double... numbers) {
            if (this == COUNT) {
                return numbers.length;
            }
            if (numbers.length == 0) {
                return Double.NaN;
            }
            double result = this == LAST ? numbers[numbers.length - 1] : numbers[0];
            for (int i = 1; i < numbers.length; i++) {
                result = switch (this) {
                    case MEAN, SUM -> result + numbers[i];
                    case MIN -> Math.min(result, numbers[i]);
                    case MAX -> Math.max(result, numbers[i]);
                    case FIRST, LAST, COUNT -> result;
                };
            }
            return this == MEAN ? result / numbers.length : result;
        }
    }

    /** Copies the map and checks the interval and the zone. */
    public ResampleConfig {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        var form = FORM.matcher(every);
        boolean days = every.endsWith("d") || every.endsWith("w");
        if (!every.isEmpty() && (!form.matches() || !(Double.parseDouble(form.group(1)) > 0))) {
            throw new IllegalArgumentException(
                    "every must be an interval such as 15m, 1h, 1d or 1w, or a number above 0, but was '" + every
                            + "'");
        }
        if (days && form.group(1).contains(".")) {
            throw new IllegalArgumentException(
                    "every must be whole days or weeks, but was '" + every + "'; write hours");
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone must be one such as UTC, +01:00 or Europe/Vienna, but was '" + zone + "'", e);
        }
    }

    /** Nothing is resampled. */
    public static ResampleConfig off() {
        return new ResampleConfig("", How.MEAN, Map.of(), "UTC");
    }

    /** Returns whether anything is resampled. */
    public boolean isOn() {
        return !every.isEmpty();
    }

    /** The intervals of the clock. */
    Intervals intervals() {
        var form = FORM.matcher(every);
        if (!form.matches()) {
            throw new IllegalStateException("nothing is resampled");
        }
        double number = Double.parseDouble(form.group(1));
        return switch (form.group(2)) {
            case "d" -> Intervals.days((int) number, ZoneId.of(zone));
            case "w" -> Intervals.weeks((int) number, ZoneId.of(zone));
            case "h" -> Intervals.fixed(3600 * number);
            case "m", "min" -> Intervals.fixed(60 * number);
            default -> Intervals.fixed(number);
        };
    }

    How how(String column) {
        return columns.getOrDefault(column, how);
    }
}
