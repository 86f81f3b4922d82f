package dev.sluice.core.data.prepare;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Columns with the first Fourier terms of a season: sine and cosine of its period, of half of it, and so on.
 *
 * @param period in the unit of the times, or in steps where there are none
 * @param terms pairs of columns
 */
public record SeasonStep(double period, int terms) implements Step {
    @Override
    public Frame apply(Frame frame) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int k = 1; k <= terms; k++) {
            double[] sine = new double[frame.steps()];
            double[] cosine = new double[frame.steps()];
            for (int t = 0; t < sine.length; t++) {
                double angle = 2 * Math.PI * k * (frame.time(t) % period) / period;
                sine[t] = StrictMath.sin(angle);
                cosine[t] = StrictMath.cos(angle);
            }
            String name = String.format(
                    Locale.ROOT, "season %s/%d", Double.toString(period).replaceAll("\\.0$", ""), k);
            columns.put(name + " sin", sine);
            columns.put(name + " cos", cosine);
        }
        return frame.with(columns);
    }
}
