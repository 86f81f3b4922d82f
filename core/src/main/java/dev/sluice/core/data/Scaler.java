package dev.sluice.core.data;

import dev.sluice.core.model.OutputForm;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Brings each feature to mean 0 and standard deviation 1: {@code (x - mean) / deviation}, in float64, because float32 has too few
 * digits for a small change of a large number. A feature that never changes becomes 0, and a change of it later on is relative to its
 * size.
 *
 * @param mean of each feature
 * @param deviation of each feature, over 0
 * @param curves that each feature goes through before; none if all are {@link Curve#LINE}
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Scaler(List<Double> mean, List<Double> deviation, List<Curve> curves) {
    /** Relative to the mean; below it a deviation is the rounding of float64. */
    static final double ROUNDING = 1e-12;

    /** Copies and checks the numbers. */
    public Scaler {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        curves = curves.stream().allMatch(Curve.LINE::equals) ? List.of() : List.copyOf(curves);
        boolean usable = mean.size() == deviation.size()
                && (curves.isEmpty() || curves.size() == mean.size())
                && mean.stream().allMatch(Double::isFinite)
                && deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d));
        if (!usable) {
            throw new IllegalArgumentException(
                    "a scaler needs a finite mean and a positive deviation for each feature, but has " + mean + " and "
                            + deviation);
        }
    }

    /** A scaler whose features go through no curve. */
    public Scaler(List<Double> mean, List<Double> deviation) {
        this(mean, deviation, List.of());
    }

    /** A scaler that changes nothing. */
    public static Scaler identity(int features) {
        return new Scaler(Collections.nCopies(features, 0.0), Collections.nCopies(features, 1.0));
    }

    /**
     * The scaler that fits the given series; missing values (NaN) do not count.
     *
     * @param series each {@code [T, F]}, at least one. Not modified.
     */
    public static Scaler fit(Iterable<Matrix> series) {
        return fit(ColumnStatistics.of(series));
    }

    static Scaler fit(List<ColumnStatistics> columns) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (ColumnStatistics column : columns) {
            means.add(column.mean());
            boolean changes = column.deviation() > ROUNDING * Math.abs(column.mean());
            deviations.add(changes ? column.deviation() : Math.max(1, Math.abs(column.mean())));
        }
        return new Scaler(means, deviations);
    }

    /** {@link #withoutShift(List)} of all features. */
    public Scaler withoutShift() {
        return withoutShift(IntStream.range(0, features()).boxed().toList());
    }

    /**
     * This where it leaves zero of some features where it is: it divides them by the root of the squares of their mean and of what it
     * divided them by before, which together are the root mean square where that is the deviation.
     */
    public Scaler withoutShift(List<Integer> some) {
        List<Double> means = new ArrayList<>(mean);
        List<Double> sizes = new ArrayList<>(deviation);
        for (int feature : some) {
            means.set(feature, 0.0);
            sizes.set(feature, Math.hypot(mean.get(feature), deviation.get(feature)));
        }
        return new Scaler(means, sizes, curves);
    }

    /** The number of features. */
    public int features() {
        return mean.size();
    }

    /**
     * Measured numbers, scaled.
     *
     * @param measured {@code [T, F]}. Not modified.
     * @throws DataException if the number of features differs
     */
    public Tensor apply(Matrix measured) {
        if (measured.columns() != features()) {
            throw new DataException(
                    "a series must have shape [T, " + features() + "], one column per feature, but has " + measured);
        }
        double[] numbers = measured.array();
        float[] scaled = new float[numbers.length];
        for (int feature = 0; feature < features(); feature++) {
            double center = mean.get(feature);
            double size = deviation.get(feature);
            Curve curve = curve(feature);
            boolean bent = !curve.equals(Curve.LINE);
            for (int i = feature; i < scaled.length; i += features()) {
                double number = bent ? curve.apply(numbers[i]) : numbers[i];
                scaled[i] = (float) ((number - center) / size);
            }
        }
        return Tensor.wrap(Shape.of(measured.rows(), measured.columns()), scaled);
    }

    /** A measured number of one feature, scaled. */
    public float apply(double measured, int feature) {
        return (float) ((curve(feature).apply(measured) - mean.get(feature)) / deviation.get(feature));
    }

    /** The scaler of some features, in the given order. */
    public Scaler of(List<Integer> features) {
        return new Scaler(
                features.stream().map(mean::get).toList(),
                features.stream().map(deviation::get).toList(),
                features.stream().map(this::curve).toList());
    }

    /** The curve of a feature. */
    public Curve curve(int feature) {
        return curves.isEmpty() ? Curve.LINE : curves.get(feature);
    }

    /** Returns whether a feature goes through a curve. */
    public boolean isCurved() {
        return !curves.isEmpty();
    }

    /** The scaler of several steps side by side, each with these features. */
    public Scaler repeated(int steps) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        List<Curve> bent = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            means.addAll(mean);
            deviations.addAll(deviation);
            bent.addAll(curves);
        }
        return new Scaler(means, deviations, bent);
    }

    /** Returns whether it changes nothing. */
    public boolean isIdentity() {
        return curves.isEmpty()
                && mean.stream().allMatch(m -> m == 0)
                && deviation.stream().allMatch(d -> d == 1);
    }

    /**
     * Scaled numbers in the units of the data again: {@code x · deviation + mean}, back through the curve.
     *
     * @param scaled {@code [N, F]}. Not modified.
     */
    public Matrix undo(Matrix scaled) {
        double[] measured = scaled.array().clone();
        for (int i = 0; i < measured.length; i++) {
            measured[i] = undo(measured[i], i % features());
        }
        return Matrix.wrap(scaled.rows(), scaled.columns(), measured);
    }

    /**
     * Outputs of a head for scaled numbers in the units of the data again, block by block.
     *
     * @param scaled {@code [N, W·F]}. Not modified.
     */
    public Matrix undo(Matrix scaled, OutputForm form) {
        double[] measured = scaled.array().clone();
        for (int i = 0; i < measured.length; i++) {
            int block = i % scaled.columns() / features();
            int feature = i % scaled.columns() % features();
            measured[i] = switch (form.blocks().get(block).kind()) {
                case LOCATION -> undo(measured[i], feature);
                case SCALE -> measured[i] * deviation.get(feature);
                case SHAPE, NUMBER, FLAG -> measured[i];
            };
        }
        return Matrix.wrap(scaled.rows(), scaled.columns(), measured);
    }

    /** The same of a tensor {@code [.., F]}. */
    public Matrix undo(Tensor scaled) {
        return undo(Matrix.of(scaled));
    }

    /** A scaled number of one feature in the units of the data again. */
    public double undo(double scaled, int feature) {
        return curve(feature).undo(scaled * deviation.get(feature) + mean.get(feature));
    }
}
