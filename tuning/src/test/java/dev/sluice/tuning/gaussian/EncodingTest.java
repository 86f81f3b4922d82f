package dev.sluice.tuning.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EncodingTest {
    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("kind", ChoiceDomain.of("a", "b", "c")),
            Dimension.of("size", new ChoiceDomain(List.of("small", "middle", "large"), true)),
            Dimension.of("x", FloatDomain.of(0, 1)),
            Dimension.of("own", FloatDomain.of(0, 1)).when("kind", "a"));
    private static final Encoding ENCODING = new Encoding(SPACE);

    @Test
    void distances_byKindOfDimension() {
        double[] from = {0.2, 0.2, 0.5, 0.5};
        assertThat(squared(from, new double[] {0.5, 0.2, 0.5, 0.5})).isCloseTo(1, within(1e-12));
        assertThat(squared(from, new double[] {0.9, 0.2, 0.5, 0.5})).isCloseTo(1, within(1e-12));
        assertThat(squared(from, new double[] {0.1, 0.2, 0.5, 0.5})).isZero();
        assertThat(squared(from, new double[] {0.2, 0.5, 0.5, 0.5})).isCloseTo(0.09, within(1e-12));
        assertThat(squared(from, new double[] {0.2, 0.2, 0.8, 0.5})).isCloseTo(0.09, within(1e-12));
    }

    @Test
    void distances_ofWhatTakesNoPart_areTheSameFromEveryValue() {
        double[] none = {0.5, 0.2, 0.5, Double.NaN};
        assertThat(squared(none, none)).isZero();
        double first = squared(none, new double[] {0.5, 0.2, 0.5, 0});
        assertThat(squared(none, new double[] {0.5, 0.2, 0.5, 0.7})).isCloseTo(first, within(1e-12));
        // Near each other, values lie as far apart as their positions.
        assertThat(Math.sqrt(squared(new double[] {0.2, 0.2, 0.5, 0.5}, new double[] {0.2, 0.2, 0.5, 0.6})))
                .isCloseTo(0.1, within(0.002));
    }

    @Test
    void byPosition_isTheChainRule() {
        double[] point = {0.2, 0.5, 0.3, 0.6};
        double[] gradient = new double[ENCODING.features()];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = 1 + i;
        }
        double[] byPosition = ENCODING.byPosition(point, gradient);
        assertThat(byPosition[0]).isZero();
        for (int i = 1; i < 4; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            double difference = 0;
            for (int f = 0; f < gradient.length; f++) {
                difference += gradient[f] * (ENCODING.encode(up)[f] - ENCODING.encode(down)[f]) / 2e-6;
            }
            assertThat(byPosition[i]).isCloseTo(difference, within(1e-8));
        }
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int f = 0; f < ENCODING.features(); f++) {
            sum += Math.pow(ENCODING.encode(a)[f] - ENCODING.encode(b)[f], 2);
        }
        return sum;
    }
}
