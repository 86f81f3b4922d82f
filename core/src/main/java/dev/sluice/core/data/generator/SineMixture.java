package dev.sluice.core.data.generator;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/** Sums of sine waves of random periods, phases and amplitudes from 0.5 to 1, with noise: one value {@code value} a step. */
public record SineMixture(
        @Description("Number of waves in a series.") @Default("3") @Range(min = 1, max = 1000)
        int waves,

        @Description("Steps of the shortest period.") @Default("8") @Range(min = 2)
        double shortestPeriod,

        @Description("Steps of the longest period.") @Default("64") @Range(min = 2)
        double longestPeriod,

        @Description("Standard deviation of the noise.") @Default("0.05") @Range(min = 0)
        double noise,

        @Description("Length and number of the series.") @Default("{}")
        GeneratedSeries.Shape series) {
    /** Checks the order of the periods. */
    public SineMixture {
        if (longestPeriod < shortestPeriod) {
            throw new IllegalArgumentException("'longest_period' must be at least 'shortest_period', but they are "
                    + longestPeriod + " and " + shortestPeriod);
        }
    }

    /** The source of such series. */
    public DataSource source() {
        return new GeneratedSeries(series, List.of("value"), this::values);
    }

    private double[] values(long seed, int number, int steps) {
        CounterRandom random = CounterRandom.of(seed, "sine-mixture/waves", number);
        CounterRandom errors = CounterRandom.of(seed, "sine-mixture/noise", number);
        double[] values = new double[steps];
        for (int wave = 0; wave < waves; wave++) {
            double share = random.real(3L * wave);
            // Periods are spread evenly on a scale of ratios.
            double period = shortestPeriod * StrictMath.pow(longestPeriod / shortestPeriod, share);
            double phase = random.real(3L * wave + 1);
            double amplitude = 0.5 + 0.5 * random.real(3L * wave + 2);
            for (int t = 0; t < steps; t++) {
                values[t] += amplitude * StrictMath.sin(2 * Math.PI * (t / period + phase));
            }
        }
        for (int t = 0; t < steps; t++) {
            values[t] += noise * errors.normal(t);
        }
        return values;
    }
}
