package dev.sluice.core.baseline.classification;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Features;
import dev.sluice.core.baseline.fit.Resampled;
import dev.sluice.core.baseline.fit.Rows;
import dev.sluice.core.baseline.fit.SummaryNumbers;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * The answer of the nearest training example by Euclidean distance, over series that are resampled to one length, or over summary
 * numbers, each standardized. The score of a class is its nearest example's distance, with its sign changed, so that classes are ranked
 * as well; where several may hold, how much nearer the nearest example is for which it holds than the nearest for which it does not.
 */
public final class NearestNeighbor implements Baseline {
    private static final int LONGEST = 100;
    /** Multiplications that are spent on all answers together: some seconds. */
    private static final double BUDGET = 5e9;

    private static final int FEWEST = 100;

    private final Options options;

    /** The method with the given options. */
    public NearestNeighbor(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Numbers that examples are compared by. */
    public enum By {
        /** Series, resampled to one length. */
        @Description("Series, resampled to one length")
        SERIES,
        /** Summary numbers of each column. */
        @Description("Summary numbers of each column")
        SUMMARY
    }

    /** Options of {@code nearest-neighbor}. */
    public record Options(
            @Description("The numbers that examples are compared by") @Default("series")
            By by,

            @Description("Steps that series are resampled to; 0 for their mean number of steps, 100 at most")
            @Default("0")
            @Range(min = 0)
            int steps,

            @Description("Training examples to compare with; of more, an even sample is taken")
            @Default("10000")
            @Range(min = 1)
            int most) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        Example first = task.training().getFirst();
        if (task.everyStep()) {
            return Optional.of("it needs one answer for a whole example, not one at every step");
        }
        boolean readable = options.by() == By.SUMMARY
                ? SummaryNumbers.apply(first)
                : first.inputs().values().stream().anyMatch(Sequence.Series.class::isInstance);
        return readable ? Optional.empty() : Optional.of("it needs a numeric series among the inputs");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        Features features = options.by() == By.SUMMARY ? new SummaryNumbers() : new Resampled(steps(task));
        int width = features.of(task.training().getFirst()).getFirst().length;
        int affordable = (int) Math.max(FEWEST, BUDGET / Math.max(1, task.asked()) / width);
        return new Nearest(task, Rows.of(task, features, Math.min(options.most(), affordable)));
    }

    private int steps(BaselineTask task) {
        if (options.steps() > 0) {
            return options.steps();
        }
        long steps = 0;
        long series = 0;
        for (Example example : task.training()) {
            for (Sequence input : example.inputs().values()) {
                if (input instanceof Sequence.Series known) {
                    steps += known.steps();
                    series++;
                }
            }
        }
        return (int) Math.clamp(Math.round((double) steps / Math.max(1, series)), 1, LONGEST);
    }

    private record Nearest(BaselineTask task, Rows rows) implements Fitted {
        @Override
        public String description() {
            return "1-nearest neighbor on " + rows.features().words() + rows.note();
        }

        @Override
        public Matrix predict(Example example) {
            double[] asked = rows.standardizer()
                    .apply(rows.features().of(example).getFirst());
            double[] holding = new double[task.columns()];
            double[] others = new double[task.columns()];
            Arrays.fill(holding, Double.POSITIVE_INFINITY);
            Arrays.fill(others, Double.POSITIVE_INFINITY);
            double least = Double.POSITIVE_INFINITY;
            int nearest = 0;
            for (int row = 0; row < rows.inputs().size(); row++) {
                double distance = distance(asked, rows.inputs().get(row));
                double[] answer = rows.answers().get(row);
                if (distance < least) {
                    least = distance;
                    nearest = row;
                }
                for (int c = 0; c < answer.length; c++) {
                    double[] side = answer[c] > 0 ? holding : others;
                    side[c] = Math.min(side[c], distance);
                }
            }
            return task.isClassification()
                    ? Matrix.row(scores(holding, others, least))
                    : Matrix.row(rows.answers().get(nearest).clone());
        }

        private double[] scores(double[] holding, double[] others, double least) {
            double[] scores = new double[holding.length];
            double far = far(holding, others);
            for (int c = 0; c < scores.length; c++) {
                double near = Double.isFinite(holding[c]) ? Math.sqrt(holding[c]) : far;
                double other = Double.isFinite(others[c]) ? Math.sqrt(others[c]) : far;
                scores[c] = task.severalMayHold() ? other - near : Math.sqrt(least) - near;
            }
            return scores;
        }

        /** A distance beyond all others, for classes without an example. */
        private static double far(double[] holding, double[] others) {
            double far = 0;
            for (int c = 0; c < holding.length; c++) {
                far = Math.max(far, Double.isFinite(holding[c]) ? holding[c] : 0);
                far = Math.max(far, Double.isFinite(others[c]) ? others[c] : 0);
            }
            return 2 * Math.sqrt(far) + 1;
        }

        private static double distance(double[] one, double[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                double difference = one[i] - other[i];
                sum += difference * difference;
            }
            return sum;
        }
    }
}
