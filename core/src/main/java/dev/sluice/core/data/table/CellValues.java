package dev.sluice.core.data.table;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.error.Printable;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;

/** Typed values of a columnar file as the numbers, times and texts of a table. A message without its place is added to by the caller. */
public final class CellValues {
    private static final String MISSING = "a value is missing; fill it or remove the row";
    private static final double SECONDS_OF_DAY = 86_400;
    private static final long NANOS = 1_000_000_000L;

    private final TimeReader times;
    private final boolean local;
    private final Set<Double> marks;
    private final Set<String> words;
    private long dates;

    /** Values as the options of a table say. */
    public CellValues(TableOptions options) {
        times = new TimeReader(options.timeFormat());
        local = !options.times().timeZone().isEmpty();
        words = Set.copyOf(options.missing());
        marks = options.missing().stream()
                .filter(mark -> mark.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"))
                .map(Double::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Dates that were read. */
    public long dates() {
        return dates + times.read();
    }

    /** The number that stands for none. */
    public double missing(Role role) {
        if (role != Role.NUMBER_OR_MISSING) {
            throw new DataException(MISSING);
        }
        return Double.NaN;
    }

    /** Writes a text. Modified: writer. */
    public void text(Role role, String text, int place, ColumnsWriter writer) {
        if (role == Role.TEXT && text.isBlank()) {
            throw new DataException(MISSING);
        }
        writer.text(place, text.toCharArray(), 0, text.length());
    }

    /** A number that is there, unless it is one that stands for none. */
    public double number(Role role, double number) {
        if (role == Role.NUMBER_OR_MISSING && (Double.isNaN(number) || marks.contains(number))) {
            return Double.NaN;
        }
        if (!Float.isFinite((float) number)) {
            throw new DataException("'" + number + "' is not a finite float32 number; correct it or remove the row");
        }
        return number;
    }

    /** A text as a number or a date. */
    public double number(Role role, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || (role == Role.NUMBER_OR_MISSING && words.contains(stripped))) {
            return missing(role);
        }
        char[] cell = stripped.toCharArray();
        if (role == Role.TIME && (times.readCommon(cell, 0, cell.length) || times.read(cell, 0, cell.length))) {
            return times.value();
        }
        return PlainNumber.read(stripped)
                .orElseThrow(() -> new DataException("'" + Printable.word(text) + "' is a text, but a "
                        + (role == Role.TIME
                                ? "time is meant; for dates in a form of their own give time_format"
                                : "number is meant; name columns of texts with categories, labels or text")));
    }

    /** The float64 that is written with the same digits, as in a file of texts. */
    public static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    /** A day since 1970. */
    public double day(long days) {
        return local(days * SECONDS_OF_DAY, days * (long) SECONDS_OF_DAY, 0, false);
    }

    /**
     * A time since 1970.
     *
     * @param unit units in a second
     * @param utc whether it is an instant and not what a clock showed
     */
    public double time(long value, long unit, boolean utc) {
        long seconds = Math.floorDiv(value, unit);
        long rest = Math.floorMod(value, unit);
        return local(seconds + (double) rest / unit, seconds, (int) (rest * (NANOS / unit)), utc);
    }

    /** Counts a date that was read elsewhere. */
    public double counted(double seconds) {
        dates++;
        return seconds;
    }

    /** What a clock showed, as seconds since 1970: in the zone of the options, where there is one. */
    private double local(double seconds, long whole, int nanos, boolean utc) {
        if (utc || !local) {
            return counted(seconds);
        }
        times.readLocal(LocalDateTime.ofEpochSecond(whole, nanos, ZoneOffset.UTC));
        return times.value();
    }
}
