package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of an objective over the trials: the value of each, the best so far, and median and quartiles of completed trials. */
final class BestSoFar {
    private static final int FEWEST_FOR_QUARTILES = 4;

    private BestSoFar() {}

    static boolean isKnown(List<Trial> all, int place) {
        return !TrialValues.whole(all, place).isEmpty()
                || !TrialValues.stopped(all, place).isEmpty();
    }

    static Picture of(List<Trial> all, List<Objective> objectives, int place) {
        TrialValues finished = TrialValues.whole(all, place);
        TrialValues stopped = TrialValues.stopped(all, place);
        Objective objective = objectives.get(place);
        XYChart chart = Charts.points(Charts.WIDTH, Charts.HEIGHT, "", "trial", objective.name());
        if (!stopped.isEmpty()) {
            Charts.dots(chart, "stopped", stopped.numbers(), stopped.values(), Charts.QUIET, SeriesMarkers.CIRCLE);
        }
        if (!finished.isEmpty()) {
            finished(chart, finished, objective);
        }
        chart.getStyler().setXAxisDecimalPattern("#");
        String name = objectives.size() == 1 ? "best-so-far" : "best-so-far-" + (place + 1);
        return Picture.of(
                name,
                "Best so far: " + objective.name(),
                "A blue point is a completed trial, a gray one was stopped early, at this value. A search that learns"
                        + " pulls the median of the blue ones, the middle one of the gray lines, towards the best, the red line.",
                chart);
    }

    private static void finished(XYChart chart, TrialValues finished, Objective objective) {
        double[] numbers = finished.numbers();
        double[] values = finished.values();
        if (values.length >= FEWEST_FOR_QUARTILES) {
            Charts.line(chart, "lower quartile so far", numbers, quantilesSoFar(values, 0.25), Charts.QUIET, 1);
            Charts.line(chart, "median so far", numbers, quantilesSoFar(values, 0.5), Charts.QUIET, 2);
            Charts.line(chart, "upper quartile so far", numbers, quantilesSoFar(values, 0.75), Charts.QUIET, 1);
        }
        Charts.line(chart, "best so far", stepPlaces(numbers), steps(best(values, objective)), Charts.SECOND, 3);
        Charts.dots(chart, "whole", numbers, values, Charts.FIRST, SeriesMarkers.CIRCLE);
    }

    /** Each place twice but for the first: a value holds until the next trial, and changes there. */
    private static double[] stepPlaces(double[] numbers) {
        return IntStream.range(0, 2 * numbers.length - 1)
                .mapToDouble(i -> numbers[(i + 1) / 2])
                .toArray();
    }

    private static double[] steps(double[] values) {
        return IntStream.range(0, 2 * values.length - 1)
                .mapToDouble(i -> values[i / 2])
                .toArray();
    }

    private static double[] best(double[] values, Objective objective) {
        double[] best = values.clone();
        for (int i = 1; i < best.length; i++) {
            best[i] = objective.loss(values[i]) < objective.loss(best[i - 1]) ? values[i] : best[i - 1];
        }
        return best;
    }

    private static double[] quantilesSoFar(double[] values, double part) {
        double[] quantiles = new double[values.length];
        double[] sorted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int found = Arrays.binarySearch(sorted, 0, i, values[i]);
            int place = found < 0 ? -found - 1 : found;
            System.arraycopy(sorted, place, sorted, place + 1, i - place);
            sorted[place] = values[i];
            double at = part * i;
            int below = (int) at;
            quantiles[i] = sorted[below] + (at - below) * (sorted[Math.min(below + 1, i)] - sorted[below]);
        }
        return quantiles;
    }
}
