package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits a scaler whose columns are scaled in ways of their own. */
final class ScalerFit {
    /** More numbers would not change a power by much; these are taken evenly from all. */
    private static final int MOST = 100_000;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double CLOSE = 1e-4;
    /** Powers nearer to 0 than this are taken for the logarithm. */
    private static final double NEARLY_LOG = 0.01;

    private static final double LEAST_POWER = -1;
    private static final double MOST_POWER = 2;
    private static final double LEAST_YEO_JOHNSON = 0.02;
    private static final double MOST_YEO_JOHNSON = 1.98;

    /** How far beyond the numbers of the training part a power goes on as it is. */
    private static final double BEYOND = 10;

    private ScalerFit() {}

    /**
     * The scaler.
     *
     * @param series each {@code [T, F]}, which can be gone through several times
     * @param columns one way for each of {@code F}
     */
    static Scaler of(Iterable<Matrix> series, List<ColumnScaling> columns) {
        Scaler usual = Scaler.fit(series);
        if (columns.stream().allMatch(ColumnScaling.USUAL::equals)) {
            return usual;
        }
        List<Double> centers = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).equals(ColumnScaling.USUAL)) {
                centers.add(usual.mean().get(c));
                sizes.add(usual.deviation().get(c));
                curves.add(Curve.LINE);
                continue;
            }
            double[] numbers = numbers(series, c);
            Curve curve = curve(numbers, columns.get(c).curve());
            double[] bent = Arrays.stream(numbers).map(curve::apply).sorted().toArray();
            curves.add(curve);
            center(bent, columns.get(c).scale(), centers, sizes);
        }
        return new Scaler(centers, sizes, curves);
    }

    private static double[] numbers(Iterable<Matrix> series, int column) {
        long all = 0;
        for (Matrix each : series) {
            all += each.rows();
        }
        long stride = Math.max(1, all / MOST);
        double[] numbers = new double[(int) (all / stride + 1)];
        int size = 0;
        long place = 0;
        for (Matrix each : series) {
            for (int t = 0; t < each.rows(); t++) {
                double number = each.get(t, column);
                if (place++ % stride == 0 && !Double.isNaN(number)) {
                    numbers[size++] = number;
                }
            }
        }
        return Arrays.copyOf(numbers, size);
    }

    /** Modified: centers and sizes, to which one is added. */
    private static void center(double[] sorted, ColumnScaling.Scale scale, List<Double> centers, List<Double> sizes) {
        double center = 0;
        double size = 1;
        if (sorted.length > 0) {
            switch (scale) {
                case STANDARD -> {
                    Scaler fitted = Scaler.fit(List.of(Matrix.wrap(sorted.length, 1, sorted)));
                    center = fitted.mean().getFirst();
                    size = fitted.deviation().getFirst();
                }
                case MIN_MAX -> {
                    center = sorted[0];
                    size = sorted[sorted.length - 1] - sorted[0];
                }
                case ROBUST -> {
                    center = quantile(sorted, 0.5);
                    size = quantile(sorted, 0.75) - quantile(sorted, 0.25);
                }
                case NONE -> {}
            }
        }
        centers.add(center);
        // A column that never changes, or hardly ever, is left in its unit.
        sizes.add(size > 0 ? size : Math.max(1, Math.abs(center)));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static Curve curve(double[] numbers, ColumnScaling.Bend bend) {
        boolean constant = Arrays.stream(numbers).distinct().limit(2).count() < 2;
        if (bend == ColumnScaling.Bend.NONE || constant) {
            return Curve.LINE;
        }
        if (bend == ColumnScaling.Bend.YEO_JOHNSON) {
            return new Curve.YeoJohnson(best(
                    LEAST_YEO_JOHNSON,
                    MOST_YEO_JOHNSON,
                    lambda -> likelihood(
                            numbers,
                            new Curve.YeoJohnson(lambda),
                            x -> (lambda - 1) * Math.signum(x) * StrictMath.log1p(Math.abs(x)))));
        }
        double least = Arrays.stream(numbers).min().orElseThrow();
        double most = Arrays.stream(numbers).max().orElseThrow();
        double shift = least > 0 ? 0 : 1 - least;
        double low = (least + shift) / BEYOND;
        double high = (most + shift) * BEYOND;
        double lambda = bend == ColumnScaling.Bend.LOG
                ? 0
                : best(
                        LEAST_POWER,
                        MOST_POWER,
                        power -> likelihood(
                                numbers, power(power, shift, low, high), x -> (power - 1) * StrictMath.log(x + shift)));
        return power(lambda, shift, low, high);
    }

    private static Curve.Power power(double lambda, double shift, double low, double high) {
        return new Curve.Power(Math.abs(lambda) < NEARLY_LOG ? 0 : lambda, shift, low, high);
    }

    /** The logarithm of a number's slope on a curve. */
    private interface Slope {
        double of(double x);
    }

    private interface Function {
        double of(double power);
    }

    /** That of a normal distribution of the values on a curve, but for what does not depend on the curve. */
    private static double likelihood(double[] numbers, Curve curve, Slope slope) {
        double mean = 0;
        double slopes = 0;
        for (double number : numbers) {
            mean += curve.apply(number) / numbers.length;
            slopes += slope.of(number);
        }
        double variance = 0;
        for (double number : numbers) {
            double off = curve.apply(number) - mean;
            variance += off * off / numbers.length;
        }
        return slopes - numbers.length / 2.0 * StrictMath.log(Math.max(variance, Double.MIN_NORMAL));
    }

    /** The place of the maximum of a function with one, by golden-section search. */
    private static double best(double from, double to, Function function) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = function.of(left);
        double atRight = function.of(right);
        while (high - low > CLOSE) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = function.of(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = function.of(right);
            }
        }
        return (low + high) / 2;
    }
}
