package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.baseline.fit.LeastSquares;
import dev.sluice.core.baseline.fit.LinearMap;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Linear maps from the last values of a column to the next ones, all as differences from the very last value. */
final class ChangesFromLast {
    private ChangesFromLast() {}

    /**
     * The least squares of each column.
     *
     * @param count values that are read
     * @param steps of the forecast that are answered
     * @param penalty on the squares of the weights
     */
    static List<LinearMap> fit(BaselineTask task, List<Example> sample, int count, int steps, double penalty) {
        ForecastWindow horizon = task.forecast().orElseThrow();
        List<LeastSquares> squares = new ArrayList<>();
        for (int variable = 0; variable < horizon.variables(); variable++) {
            squares.add(new LeastSquares(count, steps, penalty));
        }
        for (Example example : sample) {
            Matrix answer = task.answer(example);
            for (int variable = 0; variable < horizon.variables(); variable++) {
                double[] past = horizon.past(example, variable);
                double last = past[past.length - 1];
                double[] next = new double[steps];
                for (int step = 0; step < steps; step++) {
                    next[step] = answer.array()[horizon.place(step, variable)] - last;
                }
                squares.get(variable).add(of(past, count), next);
            }
        }
        return squares.stream().map(LeastSquares::solve).toList();
    }

    /** The last values, less the very last one; 0 before the first. */
    static double[] of(double[] past, int count) {
        double[] differences = new double[count];
        double last = past[past.length - 1];
        for (int i = 0; i < count; i++) {
            int at = past.length - count + i;
            differences[i] = at < 0 ? 0 : past[at] - last;
        }
        return differences;
    }
}
