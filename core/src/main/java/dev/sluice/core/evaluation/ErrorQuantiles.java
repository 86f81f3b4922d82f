package dev.sluice.core.evaluation;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.QuantileFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Distributions around the points of a method that gives no others: each point moved by quantiles of the errors that the method made on
 * the validation part, for each column by itself, such as a step of a forecast.
 */
final class ErrorQuantiles {
    /** Fewer errors have no quantiles worth the name. */
    private static final int FEWEST = 10;

    private static final int MOST_EXAMPLES = 2000;
    private static final int LEVELS = 21;

    private final QuantileFamily family;
    /** {@code [C][levels]} */
    private final double[][] quantiles;

    private ErrorQuantiles(QuantileFamily family, double[]... quantiles) {
        this.family = family;
        this.quantiles = quantiles;
    }

    /**
     * The errors of a method on the validation part; empty if these are too few.
     *
     * @param model family that the model predicts, whose usual interval they are to have as well
     */
    static Optional<ErrorQuantiles> of(Baseline.Fitted method, BaselineTask task, DistributionFamily model) {
        double[][] errors = errors(method, task);
        if (Arrays.stream(errors).anyMatch(column -> column.length < FEWEST)) {
            return Optional.empty();
        }
        QuantileFamily family = new QuantileFamily(levels(model.usualLevel()));
        double[][] quantiles = new double[errors.length][LEVELS];
        for (int column = 0; column < errors.length; column++) {
            Arrays.sort(errors[column]);
            for (int i = 0; i < LEVELS; i++) {
                quantiles[column][i] = quantile(errors[column], family.levels().get(i));
            }
        }
        return Optional.of(new ErrorQuantiles(family, quantiles));
    }

    /** Evenly spaced, from one end of the interval that holds a share to the other. */
    private static List<Double> levels(double share) {
        List<Double> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            levels.add((1 - share) / 2 + share * i / (LEVELS - 1));
        }
        return levels;
    }

    private static double[][] errors(Baseline.Fitted method, BaselineTask task) {
        List<Example> all = task.validation();
        List<List<Double>> errors = new ArrayList<>();
        for (int column = 0; column < task.columns(); column++) {
            errors.add(new ArrayList<>());
        }
        int some = Math.min(MOST_EXAMPLES, all.size());
        for (int i = 0; i < some; i++) {
            Example example = all.get((int) ((long) i * all.size() / some));
            Matrix said = method.predict(example.withoutTargets());
            Matrix right = task.answer(example);
            for (int row = 0; row < Math.min(said.rows(), right.rows()); row++) {
                for (int column = 0; column < errors.size(); column++) {
                    double error = right.get(row, column) - said.get(row, column);
                    if (Double.isFinite(error)) {
                        errors.get(column).add(error);
                    }
                }
            }
        }
        return errors.stream()
                .map(column -> column.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    /** The place of a level among n numbers is {@code level · (n + 1)}, between two of them on the line that joins them. */
    private static double quantile(double[] sorted, double level) {
        double place = Math.clamp(level * (sorted.length + 1) - 1, 0, sorted.length - 1.0);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The family of the distributions. */
    DistributionFamily family() {
        return family;
    }

    /** Points with their distributions. */
    JudgedAnswer around(Matrix points) {
        int columns = points.columns();
        Matrix parameters = Matrix.zeros(points.rows(), LEVELS * columns);
        for (int row = 0; row < points.rows(); row++) {
            for (int i = 0; i < LEVELS; i++) {
                for (int column = 0; column < columns; column++) {
                    parameters.array()[(row * LEVELS + i) * columns + column] =
                            points.get(row, column) + quantiles[column][i];
                }
            }
        }
        return new JudgedAnswer(points, parameters);
    }
}
