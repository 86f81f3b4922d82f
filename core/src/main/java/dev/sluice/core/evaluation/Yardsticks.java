package dev.sluice.core.evaluation;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.baseline.forecast.NaiveWithoutSeason;
import dev.sluice.core.baseline.forecast.Season;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The naive forecasts that errors of a forecast are measured by, from the training part of each series. */
public final class Yardsticks {
    /** Of a longer past a naive forecast needs the end alone. */
    private static final int MOST_STEPS = 2000;

    private final ForecastWindow window;
    private final int season;
    /** By series: the error of the seasonal naive forecast for each variable. */
    private final Map<String, double[]> scales = new HashMap<>();

    private Yardsticks(ForecastWindow window, int season) {
        this.window = window;
        this.season = season;
    }

    /** Data with yardsticks, where they are the windows of a forecast; other data as they are. */
    public static PreparedData beside(PreparedData data, BaselineTask task) {
        if (task.forecast().isEmpty()) {
            return data;
        }
        Yardsticks yardsticks = new Yardsticks(task.forecast().get(), Season.of(task, 0));
        data.pasts().training().forEach(yardsticks::learn);
        return data.withYardsticks(yardsticks::of);
    }

    /** A part of a series: one that is cut by a gap comes in several, which count together. */
    private void learn(Example series) {
        if (series.inputs().get(window.task().input()) instanceof Sequence.Series steps) {
            double[] sums = scales.computeIfAbsent(series.name(), none -> new double[2 * window.variables()]);
            for (int variable = 0; variable < window.variables(); variable++) {
                add(steps.values(), window.task().columns().get(variable), sums, 2 * variable);
            }
        }
    }

    private void add(Matrix values, int column, double[] sums, int at) {
        for (int t = season; t < values.rows(); t++) {
            double change = Math.abs(values.get(t, column) - values.get(t - season, column));
            if (!Double.isNaN(change)) {
                sums[at] += change;
                sums[at + 1]++;
            }
        }
    }

    private Yardstick of(Example past) {
        double[] sums = scales.getOrDefault(past.name(), new double[2 * window.variables()]);
        return new Naive(past, sums);
    }

    private final class Naive implements Yardstick {
        private final double[] sums;
        private final Example past;
        private double[] answers = new double[0];

        Naive(Example past, double[] sums) {
            this.past = past;
            this.sums = sums;
        }

        /** Made when it is first needed: most metrics measure by the scale alone. */
        private synchronized double[] answers() {
            if (answers.length == 0) {
                answers = new double[window.horizon() * window.variables()];
                for (int variable = 0; variable < window.variables(); variable++) {
                    double[] next =
                            NaiveWithoutSeason.forecast(lastOf(window.past(past, variable)), season, window.horizon());
                    for (int step = 0; step < next.length; step++) {
                        answers[window.place(step, variable)] = next[step];
                    }
                }
            }
            return answers;
        }

        private double[] lastOf(double[] whole) {
            return whole.length <= MOST_STEPS
                    ? whole
                    : Arrays.copyOfRange(whole, whole.length - MOST_STEPS, whole.length);
        }

        @Override
        public double scale(int column) {
            int at = 2 * (column % window.variables());
            return sums[at] > 0 ? sums[at] / sums[at + 1] : Double.NaN;
        }

        @Override
        public double naive(int column) {
            return answers()[column];
        }
    }
}
