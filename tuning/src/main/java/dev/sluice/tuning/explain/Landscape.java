package dev.sluice.tuning.explain;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Objective;
import dev.sluice.tuning.evidence.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * An objective over two dimensions, smoothed from the trials there: at each point of a grid over the unit square
 * the mean of their values, weighted by a Gaussian of the distance (Nadaraya, 1964; Watson, 1964). The other dimensions are
 * averaged over the distribution of the trials.
 *
 * @param x dimension along the first axis
 * @param y dimension along the second axis
 * @param xs values of {@code x} at the grid's columns
 * @param ys values of {@code y} at the grid's rows
 * @param values by row and column
 */
@SuppressWarnings("ArrayRecordComponent") // instances are never compared
public record Landscape(Dimension x, Dimension y, List<Object> xs, List<Object> ys, double[][] values) {
    private static final int GRID = 24;
    private static final double WIDTH = 0.12;
    private static final int FEWEST_TRIALS = 4;

    /** Copies the lists. */
    public Landscape {
        xs = List.copyOf(xs);
        ys = List.copyOf(ys);
    }

    /** Returns whether enough trials have both dimensions. */
    public static boolean isKnown(List<Observation> observations, Dimension x, Dimension y) {
        return observations.stream().filter(each -> isAt(each, x, y)).count() >= FEWEST_TRIALS;
    }

    private static boolean isAt(Observation observation, Dimension x, Dimension y) {
        Assignment assignment = observation.trial().assignment();
        return assignment.has(x.name()) && assignment.has(y.name());
    }

    /**
     * Smooths an objective.
     *
     * @param place index of the objective in the study
     */
    public static Landscape of(
            List<Observation> observations, Dimension x, Dimension y, Objective objective, int place) {
        List<Point> points = observations.stream()
                .filter(each -> isAt(each, x, y))
                .map(each -> new Point(
                        x.domain().toUnit(each.trial().assignment().get(x.name())),
                        y.domain().toUnit(each.trial().assignment().get(y.name())),
                        objective.value(each.losses().get(place))))
                .toList();
        List<Object> xs = ticks(x);
        List<Object> ys = ticks(y);
        double[][] values = new double[ys.size()][xs.size()];
        for (int row = 0; row < ys.size(); row++) {
            for (int column = 0; column < xs.size(); column++) {
                values[row][column] = mean(
                        points, x.domain().toUnit(xs.get(column)), y.domain().toUnit(ys.get(row)));
            }
        }
        return new Landscape(x, y, xs, ys, values);
    }

    private static double mean(List<Point> points, double x, double y) {
        // Weights relative to the nearest point's, so that they do not underflow far from all points.
        double nearest =
                points.stream().mapToDouble(each -> each.squared(x, y)).min().orElse(0);
        double sum = 0;
        double weights = 0;
        for (Point point : points) {
            double weight = StrictMath.exp((nearest - point.squared(x, y)) / (2 * WIDTH * WIDTH));
            sum += weight * point.value();
            weights += weight;
        }
        return sum / weights;
    }

    /** The options of a choice, the values of a small range, or a grid over the range; in order, without duplicates. */
    private static List<Object> ticks(Dimension dimension) {
        if (dimension.domain() instanceof ChoiceDomain choice) {
            return List.copyOf(choice.options());
        }
        List<Object> ticks = new ArrayList<>();
        for (int i = 0; i < GRID; i++) {
            Object value = dimension.domain().fromUnit((i + 0.5) / GRID);
            if (ticks.isEmpty() || !ticks.getLast().equals(value)) {
                ticks.add(value);
            }
        }
        return ticks;
    }

    private record Point(double x, double y, double value) {
        double squared(double atX, double atY) {
            return (x - atX) * (x - atX) + (y - atY) * (y - atY);
        }
    }
}
