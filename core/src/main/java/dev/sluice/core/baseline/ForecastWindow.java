package dev.sluice.core.baseline;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The window that a forecast is made from, and the layout of its answer: all columns of the first step, then those of the second.
 *
 * @param task what is forecast: {@code H} steps of {@code V} columns
 * @param season steps of a season that the user named; 0 if none was
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ForecastWindow(ForecastTask task, int season) {
    /** The number of steps to forecast, {@code H}. */
    public int horizon() {
        return task.horizon();
    }

    /** The number of columns to forecast, {@code V}. */
    public int variables() {
        return task.columns().size();
    }

    /** The number of steps of an example's window, {@code T}. */
    public int window(Example example) {
        return series(example).rows();
    }

    /** The most steps of a window; the first ones of a series may be shorter than the others. */
    public int longestWindow(List<Example> examples) {
        return examples.stream().mapToInt(this::window).max().orElseThrow();
    }

    /**
     * The past of one forecast column in an example's window, oldest first, {@code T} numbers. A gap has the value before it, or else
     * the first one known; 0 if none is.
     *
     * @param variable place among the columns to forecast
     */
    public double[] past(Example example, int variable) {
        Matrix values = series(example);
        int column = task.columns().get(variable);
        double[] past = new double[values.rows()];
        double known = 0;
        for (int t = values.rows() - 1; t >= 0; t--) {
            double value = values.get(t, column);
            known = Double.isNaN(value) ? known : value;
        }
        for (int t = 0; t < past.length; t++) {
            double value = values.get(t, column);
            known = Double.isNaN(value) ? known : value;
            past[t] = known;
        }
        return past;
    }

    private Matrix series(Example example) {
        if (example.inputs().get(task.input()) instanceof Sequence.Series series) {
            return series.values();
        }
        throw new IllegalArgumentException("a forecast needs the series '" + task.input() + "' in every example");
    }

    /** The place of a number in the target. */
    public int place(int step, int variable) {
        return step * variables() + variable;
    }
}
