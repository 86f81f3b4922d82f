package dev.sluice.cli.dataset;

import dev.sluice.core.data.PlainNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param kind of its values
 * @param whole whether all numbers are whole
 * @param missing cells without a value
 * @param firstMissing line of the first cell without a value, from 1; 0 if there is none
 * @param marks words that stand for a missing number, such as {@code NA}
 * @param strays what a column of numbers holds beside numbers that cannot stand for a missing one, such as {@code inf}; no run reads them
 * @param distinct number of different values; counted up to {@link ColumnCount#MOST_DISTINCT}
 * @param values how often each of the first different values is there
 * @param range of numbers
 * @param steps of times; empty if it has no times
 * @param thumbnail of numbers
 */
public record Column(
        String name,
        Kind kind,
        boolean whole,
        long missing,
        long firstMissing,
        List<OddValue> marks,
        List<OddValue> strays,
        int distinct,
        Map<String, Long> values,
        Range range,
        Optional<TimeSteps> steps,
        Thumbnail thumbnail) {
    /** What the values of a column are. */
    public enum Kind {
        /** Numbers. */
        NUMBER,
        /** Dates, with a time of day or not. */
        TIME,
        /** Words of which many cells have the same. */
        CATEGORY,
        /** Words. */
        TEXT,
        /** Nothing. */
        EMPTY
    }

    /**
     * The distances of times.
     *
     * @param form in which they are written, as {@code time_format} of the source {@code csv}; empty for the common ones
     * @param otherwise another form in which all of them can be read, to other times; empty if there is none
     * @param first time as it is written
     * @param last time as it is written
     * @param usual most frequent distance in seconds
     * @param unusual other distances above 0
     * @param repeated distances of 0
     * @param backwards distances below 0
     */
    public record TimeSteps(
            String form,
            String otherwise,
            String first,
            String last,
            double usual,
            long unusual,
            long repeated,
            long backwards) {}

    /** Copies the lists. */
    public Column {
        marks = List.copyOf(marks);
        strays = List.copyOf(strays);
    }

    /** Returns whether it is a column of numbers that a run can read. */
    boolean isReadable() {
        return kind == Kind.NUMBER && strays.isEmpty();
    }

    /** Returns whether most of its cells are numbers, whatever the others are. */
    boolean isMostlyNumbers(long rows) {
        return 2 * range.count() > rows - missing;
    }

    /** Why cells that are numbers are taken for words, with the first: networks reckon in float32. Empty if none is so. */
    String tooLarge() {
        return values.keySet().stream()
                .filter(value -> PlainNumber.matches(value) && !Float.isFinite(Float.parseFloat(value)))
                .findFirst()
                .map(value -> "numbers beyond float32, which ends at 3.4e38, such as " + value
                        + "; divide the column to read it")
                .orElse("");
    }

    /** Returns whether its values could be names of classes. */
    public boolean isClass(long rows) {
        boolean words = kind == Kind.CATEGORY || kind == Kind.TEXT;
        return (words || (kind == Kind.NUMBER && whole))
                && distinct >= 2
                && distinct <= Math.max(2, Math.min(200, rows / 5));
    }
}
