package dev.sluice.core.train.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of columns and their mean. */
final class Means {
    private Means() {}

    /** The mean of the figures that are defined; NaN if none is. */
    static double of(int columns, IntToDoubleFunction figure) {
        return IntStream.range(0, columns)
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** The figures by the names of their columns; none where these are not known. */
    static Map<String, Double> byClass(List<String> names, int columns, IntToDoubleFunction figure) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int column = 0; column < columns && columns == names.size(); column++) {
            figures.put(names.get(column), figure.applyAsDouble(column));
        }
        return figures;
    }
}
