package dev.sluice.export.lowering;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The standardization that a file applies to a numeric input, or inverts on an output.
 *
 * @param scaler mean and deviation of each feature
 * @param missing whether NaN marks a missing value, which becomes the mean, 0
 */
public record Standardization(Scaler scaler, boolean missing) {
    private static final int DIGITS = 1000;

    /** A standardization without missing values. */
    public Standardization(Scaler scaler) {
        this(scaler, false);
    }

    /** The number of features. */
    public int features() {
        return scaler.features();
    }

    /**
     * Returns whether float32 has too few digits for the unscaled numbers: their magnitude is more than {@value #DIGITS}
     * times their deviation, or they go through a curve. Then a file uses float64 for them.
     */
    public boolean isWide() {
        if (scaler.isCurved()) {
            return true;
        }
        for (int i = 0; i < features(); i++) {
            if (Math.abs(mean(i)) > DIGITS * deviation(i)) {
                return true;
            }
        }
        return false;
    }

    /** How far apart float64 numbers in the units of the data lie near the mean, in deviations: the largest of the features. */
    public double apart() {
        double apart = 0;
        for (int i = 0; i < features(); i++) {
            apart = Math.max(apart, Math.ulp(mean(i)) / deviation(i));
        }
        return apart;
    }

    /** The mean of the feature at a position of an array {@code [.., F]}. */
    public double mean(int position) {
        return scaler.mean().get(position % features());
    }

    /** The deviation of the feature at a position of an array {@code [.., F]}. */
    public double deviation(int position) {
        return scaler.deviation().get(position % features());
    }

    /**
     * Converts standardized numbers {@code [.., F]} to the units of the data, in float64; if missing values are allowed, 0
     * counts as missing.
     */
    public double[] toMeasured(float... standardized) {
        double[] measured = new double[standardized.length];
        for (int i = 0; i < measured.length; i++) {
            boolean gap = missing && standardized[i] == 0;
            measured[i] = gap ? Double.NaN : scaler.undo(standardized[i], i % features());
        }
        return measured;
    }

    /** Standardizes numbers {@code [.., F]}. */
    public float[] toStandardized(double... measured) {
        float[] standardized = new float[measured.length];
        for (int i = 0; i < standardized.length; i++) {
            boolean gap = missing && Double.isNaN(measured[i]);
            standardized[i] = gap ? 0 : scaler.apply(measured[i], i % features());
        }
        return standardized;
    }

    /** Converts standardized numbers to the units of the data in float32. Not modified. */
    public Tensor measured(Tensor standardized) {
        Tensor measured = Tensor.zeros(standardized.shape());
        for (int i = 0; i < measured.array().length; i++) {
            measured.array()[i] = (float) scaler.undo(standardized.array()[i], i % features());
        }
        return measured;
    }

    /** Standardizes numbers in float32. Not modified. */
    public Tensor standardized(Tensor measured) {
        double[] numbers = new double[measured.array().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = measured.array()[i];
        }
        return Tensor.wrap(measured.shape(), toStandardized(numbers));
    }

    /** The float32 nearest to each mean. */
    float[] meanHigh() {
        return floats(scaler.mean(), mean -> mean);
    }

    /** The remainder of each mean after {@link #meanHigh}. */
    float[] meanLow() {
        return floats(scaler.mean(), mean -> mean - mean.floatValue());
    }

    /** The deviations in float32. */
    float[] deviationFloats() {
        return floats(scaler.deviation(), deviation -> deviation);
    }

    private static float[] floats(List<Double> values, ToDoubleFunction<Double> part) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) part.applyAsDouble(values.get(i));
        }
        return floats;
    }
}
