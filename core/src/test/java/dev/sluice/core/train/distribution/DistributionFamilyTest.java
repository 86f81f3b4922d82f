package dev.sluice.core.train.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionFamilyTest {
    private static final double CLOSE = 1e-9;

    private static final List<DistributionFamily> FAMILIES = List.of(
            new QuantileFamily(List.of(0.05, 0.5, 0.8, 0.95)),
            new NormalFamily(),
            new StudentTFamily(),
            new NegativeBinomialFamily(List.of()),
            new NormalMixtureFamily(2));

    private static double[] run(UnaryOperator<Expr> of, double... outputs) {
        Expr input = Exprs.input("x", Dims.of(Dim.BATCH, outputs.length));
        return Objects.requireNonNull(Interpreter.run(
                                new Graph(Map.of("y", of.apply(input))),
                                Map.of("x", new Array64(new int[] {1, outputs.length}, outputs)))
                        .get("y"))
                .data();
    }

    private static double[] parameters(DistributionFamily family, int seed) {
        CounterRandom random = CounterRandom.of(seed, "raw", 0);
        double[] raw = IntStream.range(0, family.width())
                .mapToDouble(i -> 2 * random.normal(i))
                .toArray();
        return run(family::constrain, raw);
    }

    @Test
    void quantile_ofEachFamily_isTheInverseOfItsProbability() {
        for (DistributionFamily family : FAMILIES) {
            Distribution distribution = family.of(parameters(family, 3));
            for (double level : new double[] {0.01, 0.2, 0.5, 0.9, 0.999}) {
                double quantile = distribution.quantile(level);
                assertThat(distribution.cumulative(quantile)).as(family.title()).isGreaterThan(level - CLOSE);
                assertThat(distribution.cumulative(quantile - 1e-6 * (1 + Math.abs(quantile))))
                        .as(family.title())
                        .isLessThan(level + CLOSE);
            }
        }
    }

    @Test
    void crps_ofEachFamily_isTheIntegralOfItsDefinition() {
        for (DistributionFamily family : FAMILIES) {
            Distribution distribution = family.of(parameters(family, 4));
            double y = distribution.quantile(0.7) + 0.3;
            double low = Math.min(y, distribution.quantile(1e-7)) - 1;
            double high = Math.max(y, distribution.quantile(1 - 1e-7)) + 1;
            int steps = 400_000;
            double step = (high - low) / steps;
            double integral = 0;
            for (int i = 0; i < steps; i++) {
                double x = low + (i + 0.5) * step;
                double off = distribution.cumulative(x) - (x >= y ? 1 : 0);
                integral += off * off * step;
            }
            assertThat(distribution.crps(y)).as(family.title()).isCloseTo(integral, within(1e-3 * integral + 2 * step));
        }
    }

    @Test
    void point_ofEachFamily_isItsBlockOrItsMean() {
        for (DistributionFamily family : FAMILIES) {
            double[] parameters = parameters(family, 5);
            double expected = family.pointBlock() < 0 ? family.of(parameters).mean() : parameters[family.pointBlock()];
            assertThat(run(family::point, parameters)[0]).as(family.title()).isCloseTo(expected, within(CLOSE));
        }
    }

    @Test
    void bounds_thatAreExact_areQuantiles() {
        for (DistributionFamily family : FAMILIES) {
            for (int seed = 0; seed < 20; seed++) {
                double[] parameters = parameters(family, seed);
                double level = family.usualLevel();
                double low = run(x -> family.bounds(x, level).low(), parameters)[0];
                double high = run(x -> family.bounds(x, level).high(), parameters)[0];
                if (family.bounds(Exprs.input("x", Dims.of(Dim.BATCH, parameters.length)), level)
                        .exact()) {
                    Distribution distribution = family.of(parameters);
                    double size = high - low;
                    assertThat(low)
                            .as(family.title())
                            .isCloseTo(distribution.quantile((1 - level) / 2), within(1e-6 * size));
                    assertThat(high)
                            .as(family.title())
                            .isCloseTo(distribution.quantile((1 + level) / 2), within(1e-6 * size));
                } else {
                    assertThat(low).as(family.title()).isLessThan(high);
                }
            }
        }
    }

    @Test
    void constrain_ofQuantiles_neverCross() {
        QuantileFamily family = new QuantileFamily(List.of(0.1, 0.5, 0.9));
        double[] quantiles = run(family::constrain, 3, -1, -50, 7, 0, -100);
        assertThat(quantiles[0]).isLessThanOrEqualTo(quantiles[2]);
        assertThat(quantiles[2]).isLessThanOrEqualTo(quantiles[4]);
        assertThat(quantiles[1]).isLessThan(quantiles[3]);
    }

    @Test
    void constrain_ofQuantilesFromNothing_hasThePointAnswerInTheMiddle() {
        double[] quantiles = run(new QuantileFamily(List.of(0.1, 0.5, 0.8, 0.9))::constrain, 0, 0, 0, 0);
        double deviation = Math.log(2);

        assertThat(quantiles[1]).isZero();
        assertThat(quantiles[0]).isCloseTo(-quantiles[3], within(1e-6));
        // Log odds of 9 and of 4, of a logistic distribution of that deviation.
        assertThat(quantiles[3]).isCloseTo(deviation * Math.log(9) * Math.sqrt(3) / Math.PI, within(1e-6));
        assertThat(quantiles[2]).isCloseTo(deviation * Math.log(4) * Math.sqrt(3) / Math.PI, within(1e-6));
    }

    @Test
    void quantileDistribution_throughANormalOnesQuantiles_isIt() {
        Distribution normal = new NormalFamily().of(3, 2);
        QuantileFamily family = new QuantileFamily(List.of(0.1, 0.4, 0.9));
        Distribution through =
                family.of(family.levels().stream().mapToDouble(normal::quantile).toArray());
        assertThat(through.mean()).isCloseTo(3, within(CLOSE));
        for (double y : new double[] {-4, 2.9, 3, 11}) {
            assertThat(through.crps(y)).isCloseTo(normal.crps(y), within(1e-8));
            assertThat(through.cumulative(y)).isCloseTo(normal.cumulative(y), within(CLOSE));
        }
    }

    @Test
    void quantileDistribution_equalQuantiles_isCertain() {
        Distribution certain = new QuantileFamily(List.of(0.1, 0.9)).of(4, 4);
        assertThat(certain.crps(4)).isCloseTo(0, within(CLOSE));
        assertThat(certain.crps(6.5)).isCloseTo(2.5, within(CLOSE));
        assertThat(certain.crps(1)).isCloseTo(3, within(CLOSE));
        assertThat(certain.quantile(0.3)).isEqualTo(4);
    }

    @Test
    void sample_ofEachFamily_hasItsMeanAndIsAFunctionOfThePosition() {
        for (DistributionFamily family : FAMILIES) {
            Distribution distribution = family.of(parameters(family, 6));
            CounterRandom random = CounterRandom.of(1, "paths", 0);
            int count = 4000;
            double below = distribution.quantile(0.5);
            long half = IntStream.range(0, count)
                    .mapToDouble(i -> distribution.sample(random, i))
                    .filter(x -> x <= below)
                    .count();
            assertThat((double) half / count)
                    .as(family.title())
                    .isCloseTo(distribution.cumulative(below), within(0.03));
            assertThat(distribution.sample(random, 17)).isEqualTo(distribution.sample(random, 17));
        }
    }

    @Test
    void levels_thatDoNotRise_areRefused() {
        assertThatThrownBy(() -> new QuantileFamily(List.of(0.5, 0.1)))
                .hasMessageContaining("must rise and lie between 0 and 1")
                .hasMessageContaining("[0.5, 0.1]");
        assertThatThrownBy(() -> new QuantileFamily(List.of(0.0, 0.5))).hasMessageContaining("between 0 and 1");
    }
}
