package dev.sluice.core.data.prepare;

import dev.sluice.core.data.DataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Intervals that time is divided into, each with a number. */
sealed interface Intervals {
    /** The number of the interval that a time is in. */
    long of(double time);

    /** The time at which an interval begins. */
    double begin(long interval);

    /** Intervals of one length, of which one begins at 0. */
    static Intervals fixed(double length) {
        return new Fixed(length);
    }

    /** So many days, from midnight to midnight of a clock: one of 23 or 25 hours where it is changed. */
    static Intervals days(int days, ZoneId zone) {
        return new Days(days, 0, zone);
    }

    /** So many weeks, from Monday on. */
    static Intervals weeks(int weeks, ZoneId zone) {
        // 1970-01-01 was a Thursday.
        return new Days(7 * weeks, 3, zone);
    }

    /** Of one length. */
    record Fixed(double length) implements Intervals {
        @Override
        public long of(double time) {
            long interval = (long) Math.floor(time / length);
            // Neither the division nor the product is exact.
            return begin(interval + 1) <= time ? interval + 1 : begin(interval) > time ? interval - 1 : interval;
        }

        @Override
        public double begin(long interval) {
            return interval * length;
        }
    }

    /** Of days of a clock. */
    record Days(int days, int shift, ZoneId zone) implements Intervals {
        @Override
        public long of(double time) {
            try {
                long day = Instant.ofEpochSecond((long) Math.floor(time))
                        .atZone(zone)
                        .toLocalDate()
                        .toEpochDay();
                return Math.floorDiv(day + shift, days);
            } catch (DateTimeException e) {
                throw new DataException("data.resample needs times in seconds since 1970, but one is " + time, e);
            }
        }

        @Override
        public double begin(long interval) {
            return LocalDate.ofEpochDay(interval * days - shift)
                    .atStartOfDay(zone)
                    .toEpochSecond();
        }
    }
}
