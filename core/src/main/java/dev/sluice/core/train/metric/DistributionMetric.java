package dev.sluice.core.train.metric;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.distribution.Distribution;
import dev.sluice.core.train.distribution.DistributionFamily;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of a score of predicted distributions over examples and columns. */
public final class DistributionMetric implements Metric {
    private final Score score;
    private final boolean largerIsBetter;
    private final @Nullable DistributionFamily family;

    private DistributionMetric(Score score, boolean largerIsBetter, @Nullable DistributionFamily family) {
        this.score = score;
        this.largerIsBetter = largerIsBetter;
        this.family = family;
    }

    /** A score of one distribution, given what came. */
    @FunctionalInterface
    private interface Score {
        double of(Distribution predicted, double target, DistributionFamily family);
    }

    /** Options of {@code pinball}. */
    public record Levels(
            @Description("Levels of the quantiles to evaluate") @Default("[0.1, 0.5, 0.9]")
            List<Double> levels) {
        /** Copies the levels. */
        public Levels {
            levels = List.copyOf(levels);
            if (levels.isEmpty() || !levels.stream().allMatch(level -> level > 0 && level < 1)) {
                throw new IllegalArgumentException(
                        "levels of quantiles must lie between 0 and 1, for example [0.1, 0.5, 0.9], but are " + levels);
            }
        }
    }

    /** Options of {@code coverage} and {@code width}. */
    public record Level(
            @Description(
                    "Nominal coverage: share of the numbers that the central interval should contain; 0 for that of"
                            + " the outermost quantiles of the loss, or 0.8")
            @Default("0")
            @Range(min = 0, below = 1)
            double level) {
        private double of(DistributionFamily family) {
            return level == 0 ? family.usualLevel() : level;
        }
    }

    /** The continuous ranked probability score, in the unit of the targets. */
    public static DistributionMetric crps() {
        return new DistributionMetric((predicted, target, family) -> predicted.crps(target), false, null);
    }

    /** The mean pinball loss of some quantiles, in the unit of the targets. */
    public static DistributionMetric pinball(Levels options) {
        List<Double> levels = OptionRecords.checked(options).levels();
        return new DistributionMetric(
                (predicted, target, family) -> levels.stream()
                        .mapToDouble(level -> {
                            double error = target - predicted.quantile(level);
                            return Math.max(level * error, (level - 1) * error);
                        })
                        .average()
                        .orElseThrow(),
                false,
                null);
    }

    /** The share of targets within the interval of a level. */
    public static DistributionMetric coverage(Level options) {
        OptionRecords.checked(options);
        return new DistributionMetric(
                (predicted, target, family) -> covers(predicted, target, options.of(family)) ? 1 : 0, true, null);
    }

    /** The mean width of the interval of a level, in the unit of the targets. */
    public static DistributionMetric width(Level options) {
        OptionRecords.checked(options);
        return new DistributionMetric(
                (predicted, target, family) -> {
                    double level = options.of(family);
                    return predicted.quantile((1 + level) / 2) - predicted.quantile((1 - level) / 2);
                },
                false,
                null);
    }

    /** Whether a number lies between two quantiles, which is known without them: they cost more than probabilities. */
    private static boolean covers(Distribution predicted, double target, double level) {
        return predicted.cumulative(target) >= (1 - level) / 2
                && predicted.cumulative(Math.nextDown(target)) < (1 + level) / 2;
    }

    @Override
    public Metric forDistributions(DistributionFamily predicted) {
        return new DistributionMetric(score, largerIsBetter, predicted);
    }

    @Override
    public boolean readsParameters() {
        return true;
    }

    @Override
    public boolean largerIsBetter() {
        return largerIsBetter;
    }

    @Override
    public Count start() {
        if (family == null) {
            throw new IllegalArgumentException("it judges predicted distributions, but the loss predicts none");
        }
        return new Mean(score, family);
    }

    private static final class Mean implements Count {
        private final Score score;
        private final DistributionFamily family;
        private double sum;
        private long count;

        Mean(Score score, DistributionFamily family) {
            this.score = score;
            this.family = family;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            double[] parameters = new double[family.width()];
            for (int row = 0; row < targets.rows(); row++) {
                for (int column = 0; column < targets.columns(); column++) {
                    for (int block = 0; block < parameters.length; block++) {
                        parameters[block] = outputs.get(row, block * targets.columns() + column);
                    }
                    sum += Arrays.stream(parameters).allMatch(Double::isFinite)
                            ? score.of(family.of(parameters), targets.get(row, column), family)
                            : Double.NaN;
                }
            }
            count += targets.array().length;
        }

        @Override
        public double value() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
