package dev.sluice.core.baseline.fit;

import java.util.List;

/** Brings each number of a row to mean 0 and deviation 1 of the rows that it was fitted to. An unknown one becomes 0, the mean. */
public final class Standardizer {
    private static final double ROUNDING = 1e-12;

    private final double[] mean;
    private final double[] factor;

    private Standardizer(double[] mean, double[] factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /** Fits to rows of equally many numbers, at least one row. */
    public static Standardizer fit(List<double[]> rows) {
        int width = rows.getFirst().length;
        double[] mean = new double[width];
        double[] factor = new double[width];
        for (int i = 0; i < width; i++) {
            double sum = 0;
            int known = 0;
            for (double[] row : rows) {
                if (Double.isFinite(row[i])) {
                    sum += row[i];
                    known++;
                }
            }
            mean[i] = known == 0 ? 0 : sum / known;
            double squares = 0;
            for (double[] row : rows) {
                squares += Double.isFinite(row[i]) ? (row[i] - mean[i]) * (row[i] - mean[i]) : 0;
            }
            double deviation = known == 0 ? 0 : Math.sqrt(squares / known);
            // A column that never changes says nothing.
            factor[i] = deviation > ROUNDING * Math.max(1, Math.abs(mean[i])) ? 1 / deviation : 0;
        }
        return new Standardizer(mean, factor);
    }

    /** The numbers in a row. */
    public int width() {
        return mean.length;
    }

    /** A row, standardized. */
    public double[] apply(double[] row) {
        double[] standard = new double[mean.length];
        for (int i = 0; i < standard.length; i++) {
            standard[i] = Double.isFinite(row[i]) ? (row[i] - mean[i]) * factor[i] : 0;
        }
        return standard;
    }
}
