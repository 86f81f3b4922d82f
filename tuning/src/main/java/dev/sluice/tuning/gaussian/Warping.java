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
        if (MODE.equals("yj")) {
            y = yeoJohnson(plain(y));
        }
        return plain(y);
    }

    private static double[] yeoJohnson(double[] z) {
        double bestLog = Double.NEGATIVE_INFINITY;
        double[] best = z;
        for (double lambda = -3; lambda <= 5.01; lambda += 0.25) {
            double[] t = new double[z.length];
            double jacobian = 0;
            for (int i = 0; i < z.length; i++) {
                t[i] = yj(z[i], lambda);
                jacobian += (lambda - 1) * Math.signum(z[i]) * StrictMath.log1p(Math.abs(z[i]));
            }
            double mean = Arrays.stream(t).average().orElse(0);
            double var = Arrays.stream(t).map(v -> (v - mean) * (v - mean)).sum() / t.length;
            double log = -0.5 * t.length * StrictMath.log(var) + jacobian - PEN * (lambda - 1) * (lambda - 1);
            if (log > bestLog) {
                bestLog = log;
                best = t;
            }
        }
        return best;
    }

    static final double PEN = Double.parseDouble(System.getProperty("gp.pen", "0.5"));

    private static double yj(double z, double lambda) {
        if (z >= 0) {
            return Math.abs(lambda) < 1e-9 ? StrictMath.log1p(z) : (StrictMath.pow(z + 1, lambda) - 1) / lambda;
        }
        double other = 2 - lambda;
        return Math.abs(other) < 1e-9 ? -StrictMath.log1p(-z) : -(StrictMath.pow(1 - z, other) - 1) / other;
    }

    private static double[] plain(double[] values) {
        double[] y = values.clone();
        int n = y.length;
        double mean = Arrays.stream(y).average().orElse(0);
        double var = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / n;
        double sd = var > 0 ? Math.sqrt(var) : 1;
        for (int i = 0; i < n; i++) {
            y[i] = (y[i] - mean) / sd;
        }
        return y;
    }
}
