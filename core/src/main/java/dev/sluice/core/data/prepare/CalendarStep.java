package dev.sluice.core.data.prepare;

import dev.sluice.core.data.DataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Columns that tell hour, weekday, month and so on of a step's time, each as sine and cosine of its place in its cycle: the last hour of a day
 * is as near to the first one as any other two.
 *
 * @param cycles to tell
 * @param zone of the clock, for example {@code UTC} or {@code Europe/Vienna}
 */
public record CalendarStep(List<PrepareConfig.Cycle> cycles, String zone) implements Step {
    /** Copies the lists. */
    public CalendarStep {
        cycles = List.copyOf(cycles);
    }

    /** Returns whether the clock never changes, so that the time of day follows from the seconds alone. */
    public boolean isFixed() {
        return ZoneId.of(zone).getRules().isFixedOffset();
    }

    /** Seconds that the clock is ahead of UTC, if it never changes. */
    public int offset() {
        return ZoneId.of(zone).getRules().getOffset(Instant.EPOCH).getTotalSeconds();
    }

    @Override
    public Frame apply(Frame frame) {
        if (frame.times().isEmpty()) {
            throw new DataException("data.prepare.calendar needs the time of each step, in seconds since 1970 or as a"
                    + " date, but the series have none; name the column of times in data.source");
        }
        ZoneId clock = ZoneId.of(zone);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (PrepareConfig.Cycle cycle : cycles) {
            double[] sine = new double[frame.steps()];
            double[] cosine = new double[frame.steps()];
            for (int t = 0; t < sine.length; t++) {
                double angle = 2 * Math.PI * place(cycle, at(frame.time(t), clock));
                sine[t] = StrictMath.sin(angle);
                cosine[t] = StrictMath.cos(angle);
            }
            String name = cycle.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            columns.put(name + " sin", sine);
            columns.put(name + " cos", cosine);
        }
        return frame.with(columns);
    }

    private static ZonedDateTime at(double seconds, ZoneId clock) {
        try {
            return Instant.ofEpochSecond((long) Math.floor(seconds)).atZone(clock);
        } catch (DateTimeException e) {
            throw new DataException(
                    "data.prepare.calendar needs times in seconds since 1970, but one is " + seconds, e);
        }
    }

    /** From 0 to 1. */
    private static double place(PrepareConfig.Cycle cycle, ZonedDateTime time) {
        double day = time.toLocalTime().toSecondOfDay() / 86_400.0;
        return switch (cycle) {
            case MINUTE -> (time.getMinute() * 60 + time.getSecond()) / 3600.0;
            case HOUR -> day;
            case WEEKDAY -> (time.getDayOfWeek().getValue() - 1 + day) / 7;
            case DAY_OF_MONTH ->
                (time.getDayOfMonth() - 1 + day) / time.toLocalDate().lengthOfMonth();
            case MONTH ->
                (time.getMonthValue()
                                - 1
                                + (time.getDayOfMonth() - 1.0)
                                        / time.toLocalDate().lengthOfMonth())
                        / 12;
            case DAY_OF_YEAR ->
                (time.getDayOfYear() - 1 + day) / time.toLocalDate().lengthOfYear();
        };
    }
}
