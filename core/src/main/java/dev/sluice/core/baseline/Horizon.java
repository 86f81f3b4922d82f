package dev.sluice.core.baseline;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The layout of a forecast: the target holds the next {@code steps} values of some columns of an input, step by step,
 * {@code steps · columns} numbers.
 *
 * @param input name of the series
 * @param steps to forecast, {@code H}
 * @param columns of the series that are forecast, {@code V}
 * @param season steps of a season that the user named; 0 if none was
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Horizon(String input, int steps, List<Integer> columns, int season) {
    /** Copies the columns. */
    public Horizon {
        columns = List.copyOf(columns);
    }

    /** The number of steps of an example's window, {@code T}. */
    public int window(Example example) {
        return series(example).rows();
    }

    /**
     * The past of one forecast column in an example's window, oldest first, {@code T} numbers. A gap has the value before it, or else
     * the first one known; 0 if none is.
     *
     * @param variable place among {@link #columns}
     */
    public double[] past(Example example, int variable) {
        Matrix values = series(example);
        int column = columns.get(variable);
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
        if (example.inputs().get(input) instanceof Sequence.Series series) {
            return series.values();
        }
        throw new IllegalArgumentException("a forecast needs the series '" + input + "' in every example");
    }

    /** The place of a number in the target. */
    public int place(int step, int variable) {
        return step * columns.size() + variable;
    }
}
