package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Brings each feature to mean 0 and standard deviation 1: {@code (x - mean) / deviation}. A feature that never changes
 * is only shifted.
 *
 * @param mean of each feature
 * @param deviation of each feature, over 0
 */
public record Scaler(List<Double> mean, List<Double> deviation) {
    /** Copies and checks the numbers. */
    public Scaler {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size() || deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new IllegalArgumentException(
                    "a scaler needs a mean and a positive deviation for each feature, but has " + mean + " and "
                            + deviation);
        }
    }

    /** A scaler that changes nothing. */
    public static Scaler identity(int features) {
        return new Scaler(Collections.nCopies(features, 0.0), Collections.nCopies(features, 1.0));
    }

    /**
     * The scaler that fits the given series; missing values (NaN) do not count.
     *
     * @param series each {@code [T, F]}, at least one step in all. Not modified.
     */
    public static Scaler fit(Collection<Tensor> series) {
        int features = series.iterator().next().shape().size(1);
        double[] mean = new double[features];
        double[] squares = new double[features];
        long[] seen = new long[features];
        for (Tensor values : series) {
            float[] array = values.array();
            for (int i = 0; i < array.length; i++) {
                int f = i % features;
                // Welford's update: no cancellation where the mean is large against the deviation.
                if (!Float.isNaN(array[i])) {
                    double delta = array[i] - mean[f];
                    mean[f] += delta / ++seen[f];
                    squares[f] += delta * (array[i] - mean[f]);
                }
            }
        }
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            double deviation = Math.sqrt(squares[f] / Math.max(seen[f], 1));
            means.add(mean[f]);
            // Below the rounding of float32 a deviation is noise, and dividing by it would blow the noise up.
            deviations.add(deviation > 1e-6 * Math.max(1e-30, Math.abs(mean[f])) ? deviation : 1.0);
        }
        return new Scaler(means, deviations);
    }

    /** The number of features. */
    public int features() {
        return mean.size();
    }

    /**
     * The scaled series.
     *
     * @param series {@code [T, F]}. Not modified.
     * @throws DataException if the number of features differs
     */
    public Tensor apply(Tensor series) {
        if (series.shape().rank() != 2 || series.shape().size(1) != features()) {
            throw new DataException("a series must have shape [T, " + features() + "], one column per feature, but has "
                    + series.shape());
        }
        float[] scaled = new float[series.array().length];
        for (int i = 0; i < scaled.length; i++) {
            int f = i % features();
            scaled[i] = apply(series.array()[i], f);
        }
        return Tensor.wrap(series.shape(), scaled);
    }

    /** A number of one feature, scaled. */
    public float apply(double value, int feature) {
        return (float) ((value - mean.get(feature)) / deviation.get(feature));
    }

    /** Whether it changes nothing. */
    public boolean isIdentity() {
        return mean.stream().allMatch(m -> m == 0) && deviation.stream().allMatch(d -> d == 1);
    }

    /**
     * Scaled numbers as they were: {@code x · deviation + mean}.
     *
     * @param scaled {@code [.., F]}. Not modified.
     */
    public Tensor undo(Tensor scaled) {
        float[] values = new float[scaled.array().length];
        for (int i = 0; i < values.length; i++) {
            int f = i % features();
            values[i] = (float) (scaled.array()[i] * deviation.get(f) + mean.get(f));
        }
        return Tensor.wrap(scaled.shape(), values);
    }
}
