package dev.sluice.export.lowering;

/** Mean and standard deviation of each feature: {@code (x - mean) / deviation}. Immutable. */
public final class Standardization {
    private final float[] mean;
    private final float[] deviation;

    /**
     * Copies the numbers.
     *
     * @param mean one for each feature. Not modified.
     * @param deviation one for each feature, not 0. Not modified.
     */
    public Standardization(float[] mean, float[] deviation) {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException("a standardization needs a mean and a deviation for each feature, but has "
                    + mean.length + " and " + deviation.length);
        }
        for (int i = 0; i < deviation.length; i++) {
            if (deviation[i] == 0 || !Float.isFinite(deviation[i]) || !Float.isFinite(mean[i])) {
                throw new IllegalArgumentException("feature " + i + " must have a finite mean and a deviation that is not 0,"
                        + " but has " + mean[i] + " and " + deviation[i]);
            }
        }
        this.mean = mean.clone();
        this.deviation = deviation.clone();
    }

    /** A copy of the means. */
    public float[] mean() {
        return mean.clone();
    }

    /** A copy of the deviations. */
    public float[] deviation() {
        return deviation.clone();
    }
}
