package dev.sluice.core.data.table;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * How dates and times of day are written.
 *
 * @param pattern as of {@link DateTimeFormatter}; empty for the common forms
 * @param zone in which they are read; empty for UTC, in which no hour is missing or there twice
 * @param oneSeries whether all rows follow each other in time, so that an hour that comes again is the second one of a clock change
 */
public record TimeFormat(String pattern, String zone, boolean oneSeries) {
    /** Checks both. */
    public TimeFormat {
        if (!pattern.isEmpty()) {
            try {
                DateTimeFormatter ignored = formatter(pattern);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "time_format must be a pattern such as dd.MM.yyyy HH:mm, but was '" + pattern + "' ("
                                + e.getMessage() + ")",
                        e);
            }
        }
        if (!zone.isEmpty()) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "time_zone must be a zone such as Europe/Berlin, +02:00 or UTC, but was '" + zone + "'", e);
            }
        }
    }

    /** The formatter of a pattern, which refuses dates that do not exist. */
    public static DateTimeFormatter formatter(String pattern) {
        // A strict formatter wants an era beside y, but not beside u; what is quoted stays.
        String[] pieces = pattern.split("'", -1);
        for (int i = 0; i < pieces.length; i += 2) {
            pieces[i] = pieces[i].replace('y', 'u');
        }
        return DateTimeFormatter.ofPattern(String.join("'", pieces), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
