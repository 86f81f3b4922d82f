package dev.sluice.core.data.generator;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/**
 * The chaotic series of Mackey and Glass: {@code dx/dt = 0.2 x(t-τ) / (1 + x(t-τ)^10) - 0.1 x}, one value {@code value} for each unit of
 * time. Integrated by the method of Runge and Kutta of order 4 with ten steps for a unit, the delayed value kept within a step; each series
 * begins from a random past around 1.2, and its first 300 units are left out.
 */
@Citation("Mackey, Glass (1977), Oscillation and chaos in physiological control systems. Science 197")
public record MackeyGlass(
        @Description("Delay τ in units of time; chaotic from 17 on.") @Default("17") @Range(min = 1, max = 1000)
        int delay,

        @Description("Length and number of the series.") @Default("{}")
        GeneratedSeries.Shape series) {
    private static final int PARTS = 10;
    private static final int LEFT_OUT = 300;
    private static final double START = 1.2;
    private static final double SPREAD = 0.2;

    /** The source of such series. */
    public DataSource source() {
        return new GeneratedSeries(series, List.of("value"), this::values);
    }

    private double[] values(long seed, int number, int steps) {
        CounterRandom random = CounterRandom.of(seed, "mackey-glass", number);
        int past = delay * PARTS;
        // A ring of the last values: x(t - τ) is the oldest.
        double[] ring = new double[past];
        for (int i = 0; i < past; i++) {
            ring[i] = START + SPREAD * (random.real(i / PARTS) - 0.5);
        }
        double x = START;
        double[] values = new double[steps];
        for (int t = 0; t < LEFT_OUT + steps; t++) {
            for (int part = 0; part < PARTS; part++) {
                int oldest = (t * PARTS + part) % past;
                double rise = 0.2 * ring[oldest] / (1 + StrictMath.pow(ring[oldest], 10));
                ring[oldest] = x;
                x = next(x, rise, 1.0 / PARTS);
            }
            if (t >= LEFT_OUT) {
                values[t - LEFT_OUT] = x;
            }
        }
        return values;
    }

    private static double next(double x, double rise, double h) {
        double k1 = rise - 0.1 * x;
        double k2 = rise - 0.1 * (x + h / 2 * k1);
        double k3 = rise - 0.1 * (x + h / 2 * k2);
        double k4 = rise - 0.1 * (x + h * k3);
        return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
}
