package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The places of values on an axis of parallel coordinates: numbers by their size, in logarithms where they span much; words in their order.
 *
 * @param places from 0 to 1, one for each value; NaN for one that is missing or not finite
 * @param ticks some of the values with their places
 */
record AxisScale(List<Double> places, List<Tick> ticks) {
    private static final double WIDE = 50;
    private static final int MOST_WORDS = 12;

    /** A labelled place. */
    record Tick(String label, double place) {}

    static AxisScale of(List<String> values) {
        List<Double> numbers = new ArrayList<>();
        for (String value : values) {
            try {
                numbers.add(value.isEmpty() ? Double.NaN : Double.parseDouble(value));
            } catch (NumberFormatException e) {
                return words(values);
            }
        }
        return numbers(numbers);
    }

    private static AxisScale numbers(List<Double> numbers) {
        double low =
                numbers.stream().filter(Double::isFinite).min(Double::compare).orElse(0.0);
        double high =
                numbers.stream().filter(Double::isFinite).max(Double::compare).orElse(0.0);
        boolean log = low > 0 && high / low > WIDE;
        double from = log ? Math.log(low) : low;
        double span = (log ? Math.log(high) : high) - from;
        List<Double> places = numbers.stream()
                .map(number -> !Double.isFinite(number)
                        ? Double.NaN
                        : span == 0 ? 0.5 : ((log ? Math.log(number) : number) - from) / span)
                .toList();
        List<Tick> ticks = span == 0
                ? List.of(new Tick(Charts.number(low), 0.5))
                : List.of(new Tick(Charts.number(low), 0), new Tick(Charts.number(high), 1));
        return new AxisScale(places, ticks);
    }

    private static AxisScale words(List<String> values) {
        TreeSet<String> sorted = new TreeSet<>(values);
        sorted.remove("");
        List<String> words = List.copyOf(sorted);
        List<Double> places = values.stream()
                .map(value -> value.isEmpty() ? Double.NaN : place(words, words.indexOf(value)))
                .toList();
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_WORDS, words.size()); i++) {
            ticks.add(new Tick(words.get(i), place(words, i)));
        }
        return new AxisScale(places, ticks);
    }

    private static double place(List<String> words, int at) {
        return words.size() == 1 ? 0.5 : at / (words.size() - 1.0);
    }
}
