package dev.sluice.core.data.generator;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/**
 * The attractor of Lorenz: {@code dx/dt = 10 (y - x)}, {@code dy/dt = x (28 - z) - y}, {@code dz/dt = x y - 8/3 z}; three values {@code x,
 * y, z} a step. Integrated by the method of Runge and Kutta of order 4; each series begins at a random point near (1, 1, 1), and its
 * first 20 units of time are left out.
 */
@Citation("Lorenz (1963), Deterministic nonperiodic flow. Journal of the Atmospheric Sciences 20(2)")
public record Lorenz(
        @Description("Time between two steps.") @Default("0.05") @Range(above = 0, max = 1)
        double interval,

        @Description("Length and number of the series.") @Default("{}")
        GeneratedSeries.Shape series) {
    private static final double LONGEST = 0.01;
    private static final double LEFT_OUT = 20;

    /** The source of such series. */
    public DataSource source() {
        return new GeneratedSeries(series, List.of("x", "y", "z"), this::values);
    }

    private double[] values(long seed, int number, int steps) {
        CounterRandom random = CounterRandom.of(seed, "lorenz", number);
        double[] at = {1 + random.real(0), 1 + random.real(1), 1 + random.real(2)};
        int parts = (int) Math.ceil(interval / LONGEST);
        double h = interval / parts;
        int leftOut = (int) Math.ceil(LEFT_OUT / interval);
        double[] values = new double[3 * steps];
        for (int t = 0; t < leftOut + steps; t++) {
            for (int part = 0; part < parts; part++) {
                at = next(at, h);
            }
            if (t >= leftOut) {
                System.arraycopy(at, 0, values, 3 * (t - leftOut), 3);
            }
        }
        return values;
    }

    private static double[] next(double[] at, double h) {
        double[] k1 = slope(at);
        double[] k2 = slope(moved(at, k1, h / 2));
        double[] k3 = slope(moved(at, k2, h / 2));
        double[] k4 = slope(moved(at, k3, h));
        double[] next = new double[3];
        for (int i = 0; i < 3; i++) {
            next[i] = at[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return next;
    }

    private static double[] moved(double[] at, double[] slope, double h) {
        return new double[] {at[0] + h * slope[0], at[1] + h * slope[1], at[2] + h * slope[2]};
    }

    private static double[] slope(double... at) {
        return new double[] {10 * (at[1] - at[0]), at[0] * (28 - at[2]) - at[1], at[0] * at[1] - 8.0 / 3 * at[2]};
    }
}
