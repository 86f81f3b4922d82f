package dev.sluice.core.baseline.fit;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * An example in a few numbers: of each column of a series its mean, deviation, least and greatest value, first and last value, slope by
 * least squares, mean absolute change, and the share of values that are missing; the number of steps; and static numbers as they are.
 */
public final class SummaryNumbers implements Features {
    private static final int EACH = 9;

    /** Returns whether an example has numbers to summarize. */
    public static boolean apply(Example example) {
        return example.inputs().values().stream()
                .anyMatch(input -> input instanceof Sequence.Series || input instanceof Sequence.Static);
    }

    @Override
    public String words() {
        return "summary numbers";
    }

    @Override
    public List<double[]> of(Example example) {
        return List.of(example.inputs().values().stream()
                .flatMapToDouble(input -> Arrays.stream(numbers(input)))
                .toArray());
    }

    private static double[] numbers(Sequence input) {
        return switch (input) {
            case Sequence.Series series -> ofSeries(series.values());
            case Sequence.Static fixed -> fixed.values().array();
            case Sequence.Text text -> new double[0];
            case Sequence.Symbols symbols -> new double[0];
            case Sequence.Categories categories -> new double[0];
        };
    }

    private static double[] ofSeries(Matrix values) {
        double[] numbers = new double[EACH * values.columns() + 1];
        for (int column = 0; column < values.columns(); column++) {
            System.arraycopy(ofColumn(values, column), 0, numbers, EACH * column, EACH);
        }
        numbers[numbers.length - 1] = values.rows();
        return numbers;
    }

    private static double[] ofColumn(Matrix values, int column) {
        double sum = 0;
        double times = 0;
        int known = 0;
        double least = Double.NaN;
        double greatest = Double.NaN;
        double first = Double.NaN;
        double last = Double.NaN;
        double changes = 0;
        for (int t = 0; t < values.rows(); t++) {
            double value = values.get(t, column);
            if (Double.isNaN(value)) {
                continue;
            }
            changes += known == 0 ? 0 : Math.abs(value - last);
            first = known == 0 ? value : first;
            least = known == 0 ? value : Math.min(least, value);
            greatest = known == 0 ? value : Math.max(greatest, value);
            last = value;
            sum += value;
            times += t;
            known++;
        }
        double missing = 1 - (double) known / Math.max(1, values.rows());
        if (known == 0) {
            double[] nothing = new double[EACH];
            Arrays.fill(nothing, Double.NaN);
            nothing[EACH - 1] = missing;
            return nothing;
        }
        double mean = sum / known;
        double[] spread = spread(values, column, mean, times / known);
        double deviation = Math.sqrt(spread[0] / known);
        double slope = spread[1] == 0 ? 0 : spread[2] / spread[1];
        return new double[] {
            mean, deviation, least, greatest, first, last, slope, changes / Math.max(1, known - 1), missing
        };
    }

    /** Sums of squares around the means: of values, of times, of both. */
    private static double[] spread(Matrix values, int column, double mean, double time) {
        double[] sums = new double[3];
        for (int t = 0; t < values.rows(); t++) {
            double value = values.get(t, column);
            if (!Double.isNaN(value)) {
                sums[0] += (value - mean) * (value - mean);
                sums[1] += (t - time) * (t - time);
                sums[2] += (value - mean) * (t - time);
            }
        }
        return sums;
    }
}
