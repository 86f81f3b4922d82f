package dev.sluice.core.data.prepare;

import java.util.Map;

/**
 * A column that grows with time: 0 at the beginning of the training part, 1 at its end, beyond 1 after it.
 *
 * @param start time of the beginning
 * @param length time from there to the end, above 0
 */
public record TrendStep(double start, double length) implements Step {
    @Override
    public Frame apply(Frame frame) {
        double[] trend = new double[frame.steps()];
        for (int t = 0; t < trend.length; t++) {
            trend[t] = (frame.time(t) - start) / length;
        }
        return frame.with(Map.of("trend", trend));
    }
}
