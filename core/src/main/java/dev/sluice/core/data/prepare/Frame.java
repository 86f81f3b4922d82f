package dev.sluice.core.data.prepare;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Times;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of one series by name, or of numbers for a whole example as a single step.
 *
 * @param numbers of each step, NaN where missing
 * @param words of each step, empty where missing
 * @param times of the steps; empty where these are 1 apart
 * @param steps number of them
 */
public record Frame(Map<String, double[]> numbers, Map<String, List<String>> words, Times times, int steps) {
    /** Copies the maps, keeping their order. */
    public Frame {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    /** The columns of a matrix. */
    static Map<String, double[]> columns(List<String> names, Matrix values) {
        double[] array = values.array();
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int c = 0; c < values.columns(); c++) {
            double[] column = new double[values.rows()];
            for (int t = 0; t < column.length; t++) {
                column[t] = array[t * values.columns() + c];
            }
            columns.put(c < names.size() ? names.get(c) : Integer.toString(c), column);
        }
        return columns;
    }

    /** {@code [steps, columns]}. */
    Matrix matrix() {
        Matrix matrix = Matrix.zeros(steps, numbers.size());
        int c = 0;
        for (double[] column : numbers.values()) {
            for (int t = 0; t < steps; t++) {
                matrix.array()[t * numbers.size() + c] = column[t];
            }
            c++;
        }
        return matrix;
    }

    /**
     * A column of numbers. Not to be modified.
     *
     * @throws DataException if there is none; the message suggests a near one
     */
    double[] column(String name) {
        double[] column = numbers.get(name);
        if (column == null) {
            List<String> known = List.copyOf(numbers.keySet());
            throw new DataException("data.prepare: there is no column of numbers '" + name + "'"
                    + Suggestions.choice(name, "there is", known));
        }
        return column;
    }

    /** The names, or those of all columns of numbers if there are none. */
    List<String> named(List<String> names) {
        return names.isEmpty() ? new ArrayList<>(numbers.keySet()) : names;
    }

    /** This with other or further columns. */
    Frame with(Map<String, double[]> columns) {
        Map<String, double[]> all = new LinkedHashMap<>(numbers);
        all.putAll(columns);
        return new Frame(all, words, times, steps);
    }

    /** The time of a step. */
    double time(int step) {
        return times.isEmpty() ? step : times.get(step);
    }
}
