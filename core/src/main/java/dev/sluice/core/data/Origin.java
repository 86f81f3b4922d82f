package dev.sluice.core.data;

import java.util.function.IntUnaryOperator;
import org.apiguardian.api.API;

/** The place where an example was read: a file, and the line or row of each of its steps. For messages. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Origin {
    private static final Origin UNKNOWN = new Origin("", "", 0, step -> 0);

    private final String file;
    private final String unit;
    private final int count;
    private final IntUnaryOperator places;

    private Origin(String file, String unit, int count, IntUnaryOperator places) {
        this.file = file;
        this.unit = unit;
        this.count = count;
        this.places = places;
    }

    /** No place. */
    public static Origin unknown() {
        return UNKNOWN;
    }

    /**
     * Lines of a text file.
     *
     * @param lines one for each step, or the only one; counted from 1. Not modified.
     */
    public static Origin lines(String file, int... lines) {
        int[] copy = lines.clone();
        return lines(file, copy.length, step -> copy[step]);
    }

    /**
     * Lines of a text file that are looked up when they are asked for.
     *
     * @param lines of the steps, counted from 1
     */
    public static Origin lines(String file, int count, IntUnaryOperator lines) {
        return new Origin(file, "line", count, lines);
    }

    /**
     * Rows of a file that are looked up when they are asked for.
     *
     * @param rows of the steps, counted from 1
     */
    public static Origin rows(String file, int count, IntUnaryOperator rows) {
        return new Origin(file, "row", count, rows);
    }

    /** A row of an array, counted from 0. */
    public static Origin row(String array, int row) {
        return new Origin(array, "row", 1, step -> row);
    }

    /** The place of the steps from {@code step} on. */
    Origin from(int step) {
        return step >= count ? this : new Origin(file, unit, count - step, place -> places.applyAsInt(step + place));
    }

    /** The place of the first step, for all that was made of several. */
    @API(status = API.Status.INTERNAL)
    public Origin first() {
        return new Origin(file, unit, Math.min(1, count), places);
    }

    /** Returns whether there is a place to name. */
    public boolean isKnown() {
        return !file.isEmpty();
    }

    /** The place of a step, such as {@code steps.csv, line 12}; that of the first one if the step has none of its own. */
    public String at(int step) {
        int index = step < 0 || step >= count ? 0 : step;
        return count == 0 ? file : file + ", " + unit + " " + places.applyAsInt(index);
    }

    /** The place of the first step. */
    @Override
    public String toString() {
        return at(0);
    }
}
