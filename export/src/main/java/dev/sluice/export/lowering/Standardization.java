package dev.sluice.export.lowering;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The standardization that a file does on a numeric input before the network sees it, or undoes on an output.
 *
 * @param scaler of the features
 * @param missing whether NaN stands for a missing value, which becomes the mean, 0
 */
public record Standardization(Scaler scaler, boolean missing) {
    private static final int DIGITS = 1000;

    /** Without missing values. */
    public Standardization(Scaler scaler) {
        this(scaler, false);
    }

    /** The number of features. */
    public int features() {
        return scaler.features();
    }

    /**
     * Whether float32 has too few digits for numbers as they are measured: where they are more than {@value #DIGITS} times as large
     * as they vary. Then a file takes and gives them in float64.
     */
    public boolean isWide() {
        for (int i = 0; i < features(); i++) {
            if (Math.abs(mean(i)) > DIGITS * deviation(i)) {
                return true;
            }
        }
        return false;
    }

    /** The mean of the feature at a position of an array {@code [.., F]}. */
    public double mean(int position) {
        return scaler.mean().get(position % features());
    }

    /** The deviation of the feature at a position of an array {@code [.., F]}. */
    public double deviation(int position) {
        return scaler.deviation().get(position % features());
    }

    /** Numbers of the network's, {@code [.., F]}, as they are measured, in float64; where any may be missing, 0 is a missing one. */
    public double[] toMeasured(float... standardized) {
        double[] measured = new double[standardized.length];
        for (int i = 0; i < measured.length; i++) {
            boolean gap = missing && standardized[i] == 0;
            measured[i] = gap ? Double.NaN : scaler.undo(standardized[i], i % features());
        }
        return measured;
    }

    /** Measured numbers, {@code [.., F]}, as the network sees them. */
    public float[] toStandardized(double... measured) {
        float[] standardized = new float[measured.length];
        for (int i = 0; i < standardized.length; i++) {
            boolean gap = missing && Double.isNaN(measured[i]);
            standardized[i] = gap ? 0 : scaler.apply(measured[i], i % features());
        }
        return standardized;
    }

    /** Numbers of the network's in float32 as they are measured. Not modified. */
    public Tensor measured(Tensor standardized) {
        Tensor measured = Tensor.zeros(standardized.shape());
        for (int i = 0; i < measured.array().length; i++) {
            measured.array()[i] = (float) scaler.undo(standardized.array()[i], i % features());
        }
        return measured;
    }

    /** Numbers that are measured in float32 as the network sees them. Not modified. */
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
