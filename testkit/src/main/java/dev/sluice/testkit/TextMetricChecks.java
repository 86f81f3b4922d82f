package dev.sluice.testkit;

import dev.sluice.core.train.metric.text.TextMetric;
import java.util.List;

/** All checks of a metric of written texts: what {@link TextMetricContract} and {@code sluice plugin check} run. */
public final class TextMetricChecks {
    private static final double ROUNDING = 1e-9;

    /** A written text and its reference. */
    private record Pair(String written, String reference) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("a very small cat sat on the mat today", "A very small cat, sat on the mat."),
            new Pair("", "it is late"),
            new Pair("the dog runs up the hill again and again", "The dog runs up that hill again and again"),
            new Pair("nothing said", ""),
            new Pair("Größe, 3.5 and so on and on", "größe 3.5 and so on"));

    private final TextMetric metric;

    private TextMetricChecks(TextMetric metric) {
        this.metric = metric;
    }

    /** The checks. */
    public static List<Check> of(TextMetric metric) {
        TextMetricChecks checks = new TextMetricChecks(metric);
        return List.of(
                new Check("one recipe serves many counts", "", checks::countsShareNothing),
                new Check("the order of the texts makes no difference", "", checks::orderMakesNoDifference),
                new Check("asked twice it says the same", "", checks::askingChangesNothing),
                new Check("of nothing it is NaN", "", checks::nothingIsNan),
                new Check("right texts are better than others", "", checks::rightIsBetter));
    }

    /** The figure on texts of all kinds, by which two metrics can be told apart. */
    static List<Double> behavior(TextMetric metric) {
        return List.of(value(metric, PAIRS), value(metric, PAIRS.subList(0, 1)));
    }

    private void countsShareNothing() {
        double first = value(metric, PAIRS);
        value(metric, PAIRS.subList(1, 2));
        requireSame(
                value(metric, PAIRS), first, "A count is kept in the metric itself: keep it in what start() makes.");
    }

    private void orderMakesNoDifference() {
        requireSame(value(metric, PAIRS.reversed()), value(metric, PAIRS), "The figure depends on the order of texts.");
    }

    private void askingChangesNothing() {
        TextMetric.Count count = metric.start();
        for (Pair pair : PAIRS) {
            count.add(pair.written(), pair.reference());
            count.value();
        }
        requireSame(
                count.value(), value(metric, PAIRS), "value() must change nothing: what was counted stays counted.");
    }

    private void nothingIsNan() {
        if (!Double.isNaN(metric.start().value())) {
            throw new ContractViolation("of no text the figure must be NaN, but is "
                    + metric.start().value() + ": no text is not a bad text.");
        }
    }

    private void rightIsBetter() {
        List<Pair> right = PAIRS.stream()
                .map(pair -> new Pair(pair.reference(), pair.reference()))
                .toList();
        double best = value(metric, right);
        double other = value(metric, PAIRS);
        if (!(metric.largerIsBetter() ? best > other : best < other)) {
            throw new ContractViolation("texts that are right have " + best + " and others " + other
                    + ", which is not better; see largerIsBetter().");
        }
    }

    private static double value(TextMetric metric, List<Pair> pairs) {
        TextMetric.Count count = metric.start();
        pairs.forEach(pair -> count.add(pair.written(), pair.reference()));
        return count.value();
    }

    private static void requireSame(double value, double expected, String reason) {
        if (!(Math.abs(value - expected) <= ROUNDING * Math.max(1, Math.abs(expected)))) {
            throw new ContractViolation("the figure is " + value + ", but was " + expected + ". " + reason);
        }
    }
}
