package dev.sluice.core.data;

import java.util.function.DoubleUnaryOperator;

/** Fits the curve that brings numbers nearest to a bell. */
final class CurveFit {
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

    private final NumberCounts numbers;
    private final double least;
    private final double most;

    /**
     * A fit.
     *
     * @param numbers at least one
     * @param least of them
     * @param most of them
     */
    CurveFit(NumberCounts numbers, double least, double most) {
        this.numbers = numbers;
        this.least = least;
        this.most = most;
    }

    /** The curve; none for numbers that are all the same. */
    Curve of(ColumnScaling.Bend bend) {
        if (bend == ColumnScaling.Bend.NONE || least == most) {
            return Curve.LINE;
        }
        if (bend == ColumnScaling.Bend.YEO_JOHNSON) {
            return new Curve.YeoJohnson(best(
                    LEAST_YEO_JOHNSON,
                    MOST_YEO_JOHNSON,
                    lambda -> likelihood(
                            new Curve.YeoJohnson(lambda),
                            x -> (lambda - 1) * Math.signum(x) * StrictMath.log1p(Math.abs(x)))));
        }
        double shift = least > 0 ? 0 : 1 - least;
        double low = (least + shift) / BEYOND;
        double high = (most + shift) * BEYOND;
        double lambda = bend == ColumnScaling.Bend.LOG
                ? 0
                : best(
                        LEAST_POWER,
                        MOST_POWER,
                        power -> likelihood(
                                power(power, shift, low, high), x -> (power - 1) * StrictMath.log(x + shift)));
        return power(lambda, shift, low, high);
    }

    private static Curve.Power power(double lambda, double shift, double low, double high) {
        return new Curve.Power(Math.abs(lambda) < NEARLY_LOG ? 0 : lambda, shift, low, high);
    }

    /** That of a normal distribution of the values on a curve, but for what does not depend on the curve. */
    private double likelihood(Curve curve, DoubleUnaryOperator slope) {
        double mean = mean(curve::apply);
        double variance = mean(x -> {
            double off = curve.apply(x) - mean;
            return off * off;
        });
        return mean(slope) - StrictMath.log(Math.max(variance, Double.MIN_NORMAL)) / 2;
    }

    private double mean(DoubleUnaryOperator function) {
        return numbers.mean(x -> function.applyAsDouble(Math.max(least, Math.min(most, x))));
    }

    /** The place of the maximum of a function with one, by golden-section search. */
    private static double best(double from, double to, DoubleUnaryOperator function) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        while (high - low > CLOSE) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = function.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = function.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }
}
