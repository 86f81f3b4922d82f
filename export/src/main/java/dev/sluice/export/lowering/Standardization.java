package dev.sluice.export.lowering;

import java.util.List;

/**
 * What is done to the features of each step before the network sees them: {@code (x - mean) / deviation}.
 *
 * @param mean one for each feature
 * @param deviation one for each feature, above 0
 * @param missing whether NaN stands for a missing value, which becomes the mean, 0
 */
public record Standardization(List<Double> mean, List<Double> deviation, boolean missing) {
    private static final int DIGITS = 1000;

    /** Without missing values. */
    public Standardization(List<Double> mean, List<Double> deviation) {
        this(mean, deviation, false);
    }

    /** Checks and copies. */
    public Standardization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        boolean usable = mean.size() == deviation.size()
                && mean.stream().allMatch(Double::isFinite)
                && deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d));
        if (!usable) {
            throw new IllegalArgumentException("a standardization needs a finite mean and a deviation above 0 for each"
                    + " feature, but has " + mean + " and " + deviation);
        }
    }

    /** The number of features. */
    public int features() {
        return mean.size();
    }

    /**
     * Whether float32 has too few digits for numbers as they are measured: where they are more than {@value #DIGITS} times as large
     * as they vary. Then a file takes and gives them in float64.
     */
    public boolean isWide() {
        for (int i = 0; i < features(); i++) {
            if (Math.abs(mean.get(i)) > DIGITS * deviation.get(i)) {
                return true;
            }
        }
        return false;
    }

    /** The mean of the feature at a position of an array {@code [.., F]}. */
    public double mean(int position) {
        return mean.get(position % features());
    }

    /** The deviation of the feature at a position of an array {@code [.., F]}. */
    public double deviation(int position) {
        return deviation.get(position % features());
    }

    /** Numbers of the network's, {@code [.., F]}, as they are measured, in float64; where any may be missing, 0 is a missing one. */
    public double[] toMeasured(float... standardized) {
        double[] measured = new double[standardized.length];
        for (int i = 0; i < measured.length; i++) {
            boolean gap = missing && standardized[i] == 0;
            measured[i] = gap ? Double.NaN : standardized[i] * deviation(i) + mean(i);
        }
        return measured;
    }

    /** Measured numbers, {@code [.., F]}, as the network sees them. */
    public float[] toStandardized(double... measured) {
        float[] standardized = new float[measured.length];
        for (int i = 0; i < standardized.length; i++) {
            standardized[i] = (float) ((measured[i] - mean(i)) / deviation(i));
        }
        return standardized;
    }

    /** A measured number as the network sees it. */
    public float apply(float measured, int feature) {
        return missing && Float.isNaN(measured) ? 0 : (float) ((measured - mean.get(feature)) / deviation.get(feature));
    }

    /** A number of the network's as it is measured. */
    public float measured(float standardized, int feature) {
        return (float) (standardized * deviation.get(feature) + mean.get(feature));
    }

    /** The float32 nearest to each mean. */
    float[] meanHigh() {
        float[] high = new float[features()];
        for (int i = 0; i < high.length; i++) {
            high[i] = mean.get(i).floatValue();
        }
        return high;
    }

    /** What {@link #meanHigh} leaves over. */
    float[] meanLow() {
        float[] low = new float[features()];
        for (int i = 0; i < low.length; i++) {
            low[i] = (float) (mean.get(i) - mean.get(i).floatValue());
        }
        return low;
    }

    /** The deviations in float32. */
    float[] deviationFloats() {
        float[] values = new float[features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation.get(i).floatValue();
        }
        return values;
    }
}
