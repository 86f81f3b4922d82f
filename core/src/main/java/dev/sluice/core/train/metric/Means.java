package dev.sluice.core.train.metric;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of columns and their mean. */
final class Means {
    private Means() {}

    static double[] byColumn(int columns, IntToDoubleFunction figure) {
        return IntStream.range(0, columns).mapToDouble(figure).toArray();
    }

    /** The mean of those that are defined; NaN if none is. */
    static double of(double... figures) {
        return Arrays.stream(figures)
                .filter(figure -> !Double.isNaN(figure))
                .average()
                .orElse(Double.NaN);
    }
}
