package dev.sluice.tuning.gaussian;

import java.util.Arrays;

/** Turns losses into what a Gaussian process expects: mean 0, variance 1. */
final class Warping {
    static final String MODE = System.getProperty("gp.warp", "none");

    private Warping() {}

    static double[] standardized(double[] losses) {
        double[] y = losses.clone();
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        int n = y.length;
        double median = sorted[n / 2];
        if (MODE.equals("log")) {
            double spread = Math.max(median - sorted[0], 1e-300);
            for (int i = 0; i < n; i++) {
                y[i] = StrictMath.log((y[i] - sorted[0]) / spread + 0.1);
            }
        }
        if (MODE.equals("winsor")) {
            double q = sorted[Math.min(n - 1, (int) (0.5 * n))];
            double cap = q + 2 * (q - sorted[0]);
            for (int i = 0; i < n; i++) {
                y[i] = Math.min(y[i], cap);
            }
        }
        double mean = Arrays.stream(y).average().orElse(0);
        double var = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / n;
        double sd = var > 0 ? Math.sqrt(var) : 1;
        for (int i = 0; i < n; i++) {
            y[i] = (y[i] - mean) / sd;
        }
        return y;
    }
}
