package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * Negative binomial distributions of counts: a mean {@code μ}, and a dispersion {@code α} with variance {@code μ + α μ²}; near 0 it
 * is a Poisson distribution.
 *
 * @param scale what the counts of each column are divided by in the head's outputs; empty for nothing
 */
public record NegativeBinomialFamily(List<Double> scale) implements DistributionFamily {
    private static final double LEAST = 1e-6;

    /** Copies the list. */
    public NegativeBinomialFamily {
        scale = List.copyOf(scale);
    }

    @Override
    public String title() {
        return "negative binomial distribution";
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("mean", Kind.SCALE), new Block("dispersion", Kind.SHAPE));
    }

    @Override
    public Expr constrain(Expr raw) {
        return Exprs.concat(-1, List.of(Positive.of(block(raw, 0), LEAST), Positive.of(block(raw, 1), LEAST)));
    }

    @Override
    public Expr point(Expr outputs) {
        return block(outputs, 0);
    }

    /** The scale of each column as an expression that fits {@code [.., C]}. */
    public Expr divisors() {
        return scale.isEmpty() ? Exprs.constant(1) : Exprs.numbers(scale);
    }

    /** Around the mean, as far as the bounds of a normal distribution of the same deviation. */
    @Override
    public Bounds bounds(Expr outputs, double level) {
        Expr mean = block(outputs, 0);
        Expr variance = mean.div(divisors()).add(block(outputs, 1).mul(mean).mul(mean));
        Expr deviation = Exprs.sqrt(variance);
        Expr half = deviation.mul(StandardNormal.quantile((1 + level) / 2));
        return new Bounds(mean.sub(half), mean.add(half), deviation, false);
    }

    @Override
    public Expr supported(Expr bound) {
        return Exprs.max(bound, Exprs.constant(0));
    }

    @Override
    public boolean isChoosy() {
        return true;
    }

    @Override
    public Optional<String> refusal(double number) {
        return number >= 0 && number == Math.rint(number)
                ? Optional.empty()
                : Optional.of("is no count; a negative binomial distribution is one of whole numbers from 0 on");
    }

    @Override
    public Distribution of(double... parameters) {
        return new NegativeBinomial(parameters[0], parameters[1]);
    }

    /** A negative binomial distribution. */
    record NegativeBinomial(double mean, double dispersion) implements Distribution {
        /** Probabilities further from the mean, in deviations, and smaller than this are left out of sums. */
        private static final double FAR = 12;

        private static final double NOTHING = 1e-15;

        private double size() {
            return 1 / dispersion;
        }

        /** The probability of success in each trial, {@code r / (r + μ)}. */
        private double success() {
            return 1 / (1 + dispersion * mean);
        }

        private double deviation() {
            return Math.sqrt(mean + dispersion * mean * mean);
        }

        @Override
        public double cumulative(double x) {
            return x < 0 ? 0 : Beta.regularizedBeta(success(), size(), Math.floor(x) + 1);
        }

        @Override
        public double quantile(double level) {
            double low = -1;
            double high = Math.ceil(mean + deviation());
            while (cumulative(high) < level) {
                low = high;
                high = 2 * high + 1;
            }
            while (high - low > 1) {
                double middle = Math.floor((low + high) / 2);
                if (cumulative(middle) < level) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        private double probability(double count) {
            double size = size();
            return StrictMath.exp(Gamma.logGamma(count + size)
                    - Gamma.logGamma(size)
                    - Gamma.logGamma(count + 1)
                    + size * StrictMath.log(success())
                    + count * StrictMath.log1p(-success()));
        }

        /** The sum over whole numbers of {@code (F(k) - 1{k ≥ y})²}, on which the integral is constant in between. */
        @Override
        public double crps(double y) {
            double first = Math.max(0, Math.floor(Math.min(mean - FAR * deviation(), y)));
            double below = first == 0 ? 0 : cumulative(first - 1);
            double mass = probability(first);
            // From -∞ to a y below 0 the distribution function is 0.
            double score = Math.max(0, -y);
            for (double count = first; ; count++) {
                below += mass;
                double end = count + 1;
                double right = Math.min(1, Math.max(0, y - count));
                score += right * below * below + (1 - right) * (1 - below) * (1 - below);
                if (end > y && (1 - below < NOTHING || end > mean + FAR * deviation() && mass < NOTHING)) {
                    return score;
                }
                mass *= (count + size()) / end * (1 - success());
            }
        }
    }
}
