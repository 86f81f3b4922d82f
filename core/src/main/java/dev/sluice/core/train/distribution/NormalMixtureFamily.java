package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Mixtures of normal distributions, for answers that may lie in one of several places (Bishop, <i>Mixture Density Networks</i>,
 * 1994): weights that sum to 1, then means, then deviations. The point answer is the mean.
 *
 * @param components at least 1
 */
public record NormalMixtureFamily(int components) implements DistributionFamily {
    @Override
    public String title() {
        return "mixture of " + components + " normal distributions";
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        each("weight", Kind.SHAPE, blocks);
        each("mean", Kind.LOCATION, blocks);
        each("deviation", Kind.SCALE, blocks);
        return blocks;
    }

    private void each(String name, Kind kind, List<Block> blocks) {
        for (int i = 1; i <= components; i++) {
            blocks.add(new Block(name + i, kind));
        }
    }

    @Override
    public int width() {
        return 3 * components;
    }

    /** The weight of a component. */
    public Expr weight(Expr outputs, int component) {
        return block(outputs, component);
    }

    /** The mean of a component. */
    public Expr mean(Expr outputs, int component) {
        return block(outputs, components + component);
    }

    /** The deviation of a component. */
    public Expr deviation(Expr outputs, int component) {
        return block(outputs, 2 * components + component);
    }

    @Override
    public Expr constrain(Expr raw) {
        Expr largest = all(component -> weight(raw, component)).stream()
                .reduce(Exprs::max)
                .orElseThrow();
        List<Expr> powers = all(component -> Exprs.exp(weight(raw, component).sub(largest)));
        Expr sum = sum(powers);
        List<Expr> blocks = new ArrayList<>();
        powers.forEach(power -> blocks.add(power.div(sum)));
        blocks.addAll(all(component -> mean(raw, component)));
        blocks.addAll(all(component -> Positive.of(deviation(raw, component))));
        return Exprs.concat(-1, blocks);
    }

    private List<Expr> all(IntFunction<Expr> part) {
        return IntStream.range(0, components).mapToObj(part).toList();
    }

    private static Expr sum(List<Expr> parts) {
        return parts.stream().reduce(Expr::add).orElseThrow();
    }

    @Override
    public Expr point(Expr outputs) {
        return sum(all(component -> weight(outputs, component).mul(mean(outputs, component))));
    }

    @Override
    public boolean canBeAveraged() {
        return components == 1;
    }

    @Override
    public int pointBlock() {
        return components == 1 ? 1 : -1;
    }

    /** Around the mean, as far as the bounds of a normal distribution of the same deviation. */
    @Override
    public Bounds bounds(Expr outputs, double level) {
        Expr mean = point(outputs);
        Expr variance = sum(all(component -> {
            Expr away = mean(outputs, component).sub(mean);
            Expr own = deviation(outputs, component);
            return weight(outputs, component).mul(own.mul(own).add(away.mul(away)));
        }));
        Expr deviation = Exprs.sqrt(variance);
        Expr half = deviation.mul(StandardNormal.quantile((1 + level) / 2));
        return new Bounds(mean.sub(half), mean.add(half), deviation, components == 1);
    }

    @Override
    public Distribution of(double... parameters) {
        return new NormalMixture(components, parameters);
    }
}
