package dev.sluice.core.baseline.forecast;

/**
 * Exponential smoothing of one series: a level, and a damped trend where it is asked for (Gardner and McKenzie, 1985). The factors are
 * those with the least sum of squared errors one step ahead, on a grid that is refined around its best point.
 */
final class Smoothing {
    private static final int POINTS = 9;
    private static final int ROUNDS = 4;

    private final double level;
    private final double trend;
    private final double damping;

    private Smoothing(double level, double trend, double damping) {
        this.level = level;
        this.trend = trend;
        this.damping = damping;
    }

    /** Fits a level alone to a series of at least one value. */
    static Smoothing ofLevel(double[] series) {
        return best(series, 0, false);
    }

    /**
     * Fits a level and a trend.
     *
     * @param damping factor of the trend from step to step, at most 1
     */
    static Smoothing ofTrend(double[] series, double damping) {
        return series.length < 3 ? ofLevel(series) : best(series, damping, true);
    }

    /** The forecast some steps ahead, from 1. */
    double ahead(int steps) {
        double sum = 0;
        double factor = 1;
        for (int step = 0; step < steps; step++) {
            factor *= damping;
            sum += factor;
        }
        return level + trend * sum;
    }

    private record Run(Smoothing end, double errors) {}

    private static Smoothing best(double[] series, double damping, boolean trended) {
        double alpha = 0.5;
        double beta = trended ? 0.25 : 0;
        double reach = 0.5;
        Run best = run(series, alpha, beta, damping, trended);
        for (int round = 0; round < ROUNDS; round++) {
            double aroundAlpha = alpha;
            double aroundBeta = beta;
            for (int i = 0; i < POINTS; i++) {
                for (int j = 0; j < (trended ? POINTS : 1); j++) {
                    double one = Math.clamp(aroundAlpha + reach * offset(i), 0.01, 0.99);
                    double two = trended ? Math.clamp(aroundBeta + reach / 2 * offset(j), 0, 0.5) : 0;
                    Run run = run(series, one, two, damping, trended);
                    if (run.errors() < best.errors()) {
                        best = run;
                        alpha = one;
                        beta = two;
                    }
                }
            }
            reach /= POINTS / 2.0;
        }
        return best.end();
    }

    private static double offset(int point) {
        return 2.0 * point / (POINTS - 1) - 1;
    }

    private static Run run(double[] series, double alpha, double beta, double damping, boolean trended) {
        double level = series[0];
        double trend = trended ? Line.fit(series).slope() : 0;
        double errors = 0;
        for (int t = 1; t < series.length; t++) {
            double expected = level + damping * trend;
            double error = series[t] - expected;
            errors += error * error;
            level = expected + alpha * error;
            trend = damping * trend + alpha * beta * error;
        }
        return new Run(new Smoothing(level, trend, damping), errors);
    }
}
