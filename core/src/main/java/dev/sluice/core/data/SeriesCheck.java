package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Locale;

/** The rules for every numeric input, wherever it comes from. */
final class SeriesCheck {
    private SeriesCheck() {}

    /**
     * Refuses numbers without rows or columns, infinite or beyond float32, and missing ones unless they are allowed.
     *
     * @param values of a series, {@code [T, F]}. Not modified.
     * @param names of the columns; may be empty
     * @throws DataException with the step and the column
     */
    static void series(Matrix values, boolean missingAllowed, List<String> names) {
        if (values.rows() == 0 || values.columns() == 0) {
            throw new DataException(
                    "a series must have shape [T, F] with at least one step and one feature, but has " + values);
        }
        check(values, missingAllowed, names, "every value of a series", "step %d, feature ");
    }

    /** The same for numbers that hold for the whole example. */
    static void fixed(Matrix values, boolean missingAllowed, List<String> names) {
        check(values, missingAllowed, names, "every static number", "number ");
    }

    private static void check(Matrix values, boolean missingAllowed, List<String> names, String each, String place) {
        int columns = values.columns();
        double[] array = values.array();
        for (int i = 0; i < array.length; i++) {
            boolean missing = Double.isNaN(array[i]);
            if (missing ? !missingAllowed : Float.isInfinite((float) array[i])) {
                int column = i % columns;
                String name = names.size() == columns ? "'" + names.get(column) + "'" : Integer.toString(column + 1);
                throw new DataException(
                        each + " must be finite in float32, but " + String.format(Locale.ROOT, place, i / columns + 1)
                                + name + " is "
                                + (missing
                                        ? "missing; fill the gap, set data.series.missing to mean or last, or take a"
                                                + " cell that knows of gaps, such as gru-d"
                                        : array[i] + "; correct it, or leave the example out"),
                        i / columns);
            }
        }
    }
}
