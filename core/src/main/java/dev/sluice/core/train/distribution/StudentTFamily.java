package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Beta;

/**
 * Student-t distributions, for numbers with outliers: a location, a scale, and degrees of freedom above 2, so that there is a
 * deviation. The fewer degrees, the heavier the tails.
 */
public record StudentTFamily() implements DistributionFamily {
    private static final double FEWEST_DEGREES = 2;
    private static final double LEAST_ABOVE = 1e-2;

    @Override
    public String title() {
        return "Student-t distribution";
    }

    @Override
    public List<Block> blocks() {
        return List.of(
                new Block("location", Kind.LOCATION), new Block("scale", Kind.SCALE), new Block("degrees", Kind.SHAPE));
    }

    @Override
    public Expr constrain(Expr raw) {
        return Exprs.concat(
                -1,
                List.of(
                        block(raw, 0),
                        Positive.of(block(raw, 1)),
                        Positive.of(block(raw, 2), FEWEST_DEGREES + LEAST_ABOVE)));
    }

    @Override
    public Expr point(Expr outputs) {
        return block(outputs, 0);
    }

    /** At a fixed level the quantile is a smooth function of the inverse of the degrees, so a polynomial gives it. */
    @Override
    public Bounds bounds(Expr outputs, double level) {
        double upper = (1 + level) / 2;
        Chebyshev quantile = Chebyshev.of(
                inverse -> new TDistribution(1 / inverse).inverseCumulativeProbability(upper), 0, 1 / FEWEST_DEGREES);
        Expr scale = block(outputs, 1);
        Expr half = quantile.at(Exprs.constant(1).div(block(outputs, 2))).mul(scale);
        return new Bounds(block(outputs, 0).sub(half), block(outputs, 0).add(half), scale, true);
    }

    @Override
    public Distribution of(double... parameters) {
        return new StudentT(parameters[0], parameters[1], parameters[2]);
    }

    /** A Student-t distribution. */
    record StudentT(double mean, double scale, double degrees) implements Distribution {
        private TDistribution standard() {
            return new TDistribution(degrees);
        }

        @Override
        public double cumulative(double x) {
            return standard().cumulativeProbability((x - mean) / scale);
        }

        @Override
        public double quantile(double level) {
            return mean + scale * standard().inverseCumulativeProbability(level);
        }

        /** The closed form of Jordan, Krüger and Lerch, <i>Evaluating Probabilistic Forecasts with scoringRules</i>, 2019. */
        @Override
        public double crps(double y) {
            double z = (y - mean) / scale;
            TDistribution standard = standard();
            double betas = StrictMath.exp(Beta.logBeta(0.5, degrees - 0.5) - 2 * Beta.logBeta(0.5, degrees / 2));
            return scale
                    * (z * (2 * standard.cumulativeProbability(z) - 1)
                            + 2 * standard.density(z) * (degrees + z * z) / (degrees - 1)
                            - 2 * Math.sqrt(degrees) / (degrees - 1) * betas);
        }
    }
}
