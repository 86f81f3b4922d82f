package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.List;

/** Normal distributions: a mean, and a deviation of at least {@value Positive#LEAST} of the target's unit. */
public record NormalFamily() implements DistributionFamily {
    @Override
    public String title() {
        return "normal distribution";
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("mean", Kind.LOCATION), new Block("deviation", Kind.SCALE));
    }

    @Override
    public Expr constrain(Expr raw) {
        return Exprs.concat(-1, List.of(block(raw, 0), Positive.of(block(raw, 1))));
    }

    @Override
    public Expr point(Expr outputs) {
        return block(outputs, 0);
    }

    @Override
    public Bounds bounds(Expr outputs, double level) {
        Expr half = block(outputs, 1).mul(StandardNormal.quantile((1 + level) / 2));
        return new Bounds(block(outputs, 0).sub(half), block(outputs, 0).add(half), block(outputs, 1), true);
    }

    @Override
    public Distribution of(double... parameters) {
        return new Normal(parameters[0], parameters[1]);
    }

    /** A normal distribution. */
    record Normal(double mean, double deviation) implements Distribution {
        @Override
        public double cumulative(double x) {
            return StandardNormal.cumulative((x - mean) / deviation);
        }

        @Override
        public double quantile(double level) {
            return mean + deviation * StandardNormal.quantile(level);
        }

        /** {@code σ (z (2 Φ(z) - 1) + 2 φ(z) - 1/√π)} (Gneiting and Raftery, 2007, eq. 21). */
        @Override
        public double crps(double y) {
            double z = (y - mean) / deviation;
            return deviation
                    * (z * (2 * StandardNormal.cumulative(z) - 1)
                            + 2 * StandardNormal.density(z)
                            - 1 / Math.sqrt(Math.PI));
        }
    }
}
