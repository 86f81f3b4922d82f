package dev.sluice.core.train.distribution;

import static dev.sluice.core.graph.Exprs.softplus;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;

/**
 * Distributions given by some of their quantiles. The point answer is the quantile nearest to the median. It is free, and from it the others go outwards by
 * {@code softplus} of what the head gives, so they cannot cross. A head that gives 0 puts them where a logistic distribution around the point answer has
 * them: a forecast that has learned nothing answers what it starts from.
 *
 * @param levels rising, each above 0 and below 1
 */
public record QuantileFamily(List<Double> levels) implements DistributionFamily {
    /** Levels that differ by less are the same. */
    private static final double SAME = 1e-9;

    /** Turns differences of log odds into deviations: {@code √3 / π}. */
    private static final double DEVIATIONS = Math.sqrt(3) / Math.PI;

    /** Copies and checks the levels. */
    public QuantileFamily {
        levels = List.copyOf(levels);
        boolean inRange = levels.stream().allMatch(level -> level > 0 && level < 1);
        boolean rising = true;
        for (int i = 1; i < levels.size(); i++) {
            rising &= levels.get(i) > levels.get(i - 1) + SAME;
        }
        if (levels.isEmpty() || !inRange || !rising) {
            throw new IllegalArgumentException(
                    "levels of quantiles must rise and lie between 0 and 1, for example [0.1, 0.5, 0.9], but are "
                            + levels);
        }
    }

    @Override
    public String title() {
        return "quantiles";
    }

    @Override
    public String meaning(int block) {
        return "quantile at " + levels.get(block);
    }

    @Override
    public List<Block> blocks() {
        return levels.stream()
                .map(level -> new Block("q" + level, Kind.LOCATION))
                .toList();
    }

    @Override
    public Expr constrain(Expr raw) {
        int point = pointBlock();
        List<Expr> quantiles = new ArrayList<>(List.of(block(raw, point)));
        for (int index = point + 1; index < width(); index++) {
            quantiles.add(quantiles.getLast().add(distance(raw, index, index - 1)));
        }
        for (int index = point - 1; index >= 0; index--) {
            quantiles.addFirst(quantiles.getFirst().sub(distance(raw, index, index + 1)));
        }
        return Exprs.concat(-1, quantiles);
    }

    /** The distance of a quantile from its neighbor on the side of the point answer. */
    private Expr distance(Expr raw, int index, int neighbor) {
        double apart = Math.abs(logOdds(levels.get(index)) - logOdds(levels.get(neighbor)));
        return softplus(block(raw, index)).mul(apart * DEVIATIONS);
    }

    private static double logOdds(double level) {
        return StrictMath.log(level / (1 - level));
    }

    @Override
    public int pointBlock() {
        int nearest = 0;
        for (int i = 1; i < levels.size(); i++) {
            nearest = Math.abs(levels.get(i) - 0.5) < Math.abs(levels.get(nearest) - 0.5) ? i : nearest;
        }
        return nearest;
    }

    @Override
    public Expr point(Expr outputs) {
        return block(outputs, pointBlock());
    }

    /** The two quantiles of the level; the outermost ones, not exact, if there are no such. */
    @Override
    public Bounds bounds(Expr outputs, double level) {
        int low = blockAt((1 - level) / 2);
        int high = blockAt((1 + level) / 2);
        boolean exact = low >= 0 && high >= 0;
        return new Bounds(
                block(outputs, exact ? low : 0), block(outputs, exact ? high : width() - 1), Exprs.constant(1), exact);
    }

    @Override
    public int blockAt(double level) {
        for (int i = 0; i < levels.size(); i++) {
            if (Math.abs(levels.get(i) - level) <= SAME) {
                return i;
            }
        }
        return -1;
    }

    /** The share between the outermost quantiles, if they lie as far from the median as each other. */
    @Override
    public double usualLevel() {
        double low = levels.getFirst();
        double high = levels.getLast();
        boolean even = low < 0.5 && Math.abs(low + high - 1) <= SAME;
        return even ? Math.round((high - low) / SAME) * SAME : DistributionFamily.super.usualLevel();
    }

    @Override
    public Distribution of(double... parameters) {
        return new QuantileDistribution(
                levels.stream().mapToDouble(Double::doubleValue).toArray(), parameters);
    }
}
