package dev.sluice.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.search.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TestFunctionsTest {
    private static final double[] HARTMANN_6 = {0.20168952, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730054};

    /** The values that {@code optuna_side.py --values} prints. */
    @TestFactory
    Stream<DynamicTest> values_atFixedPoints_areThoseOfTheScript() {
        Map<String, Object> net = Map.of("kind", "net", "width", 100L, "rate", 0.002, "shape", "deep", "bend", 0.7);
        Map<String, Object> network =
                Map.of("units", 100L, "layers", 3L, "rate", 0.002, "dropout", 0.2, "cell", "lstm", "optimizer", "lion");
        return Stream.of(
                same("branin", point(1.5, 3.25), 11.10608103964208),
                same("hartmann-3", point(0.1, 0.6, 0.8), -3.560715735603493),
                same("hartmann-6", point(0.2, 0.1, 0.5, 0.3, 0.25, 0.7), -3.0459968358086487),
                same("ackley-5", point(-1.5, 0.25, 3, 1, 0.5), 7.151919449906307),
                same("rosenbrock-4", point(-1.5, 0.25, 3, 1), 7673.703125),
                same("mixed", Assignment.of(network), 0.610482551487116),
                same("conditional", Assignment.of(net), 0.28941179939197736),
                same("two-objectives", point(0.25, 0.5, 0.1, 0.2), 0.25, 1.1291796067500632));
    }

    private static DynamicTest same(String name, Assignment at, Double... expected) {
        return DynamicTest.dynamicTest(name, () -> {
            List<Double> values = function(name).values().apply(at);
            assertThat(values).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(values.get(i)).isCloseTo(expected[i], within(1e-9));
            }
        });
    }

    @Test
    void best_atTheKnownMinimum_isReached() {
        assertThat(gap("branin", point(Math.PI, 2.275))).isBetween(-1e-12, 1e-9);
        assertThat(gap("hartmann-3", point(0.114614, 0.555649, 0.852547))).isBetween(-1e-12, 1e-6);
        assertThat(gap("hartmann-6", point(HARTMANN_6))).isBetween(-1e-12, 1e-6);
        assertThat(gap("ackley-5", point(0, 0, 0, 0, 0))).isBetween(-1e-12, 1e-9);
        assertThat(gap("rosenbrock-4", point(1, 1, 1, 1))).isZero();
    }

    @Test
    void regret_withNoise_isTheTruthOfTheTrialThatLooksBest() {
        TestFunction noisy = function("noisy-hartmann-6");
        List<List<Double>> truths = List.of(List.of(-3.0), List.of(-2.0));

        assertThat(noisy.regret(truths, List.of(List.of(-2.5), List.of(-2.6)))).isEqualTo(-2.0 - noisy.best());
        assertThat(noisy.regret(truths, truths)).isEqualTo(-3.0 - noisy.best());
    }

    @Test
    void hypervolume_ofPoints_isTheAreaByHand() {
        List<Double> reference = List.of(1.0, 1.0);
        assertThat(Hypervolume.of(List.of(List.of(0.5, 0.5)), reference)).isEqualTo(0.25);
        // The second adds a strip, the third is dominated, the fourth is beyond the reference.
        assertThat(Hypervolume.of(
                        List.of(List.of(0.5, 0.5), List.of(0.25, 0.75), List.of(0.6, 0.6), List.of(2.0, 0.0)),
                        reference))
                .isEqualTo(0.25 + 0.25 * 0.25);
    }

    private static double gap(String name, Assignment at) {
        return function(name).values().apply(at).getFirst() - function(name).best();
    }

    private static TestFunction function(String name) {
        return TestFunctions.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Assignment point(double... x) {
        Map<String, Object> values = new TreeMap<>();
        List<Double> coordinates = new ArrayList<>();
        for (double each : x) {
            values.put("x" + coordinates.size(), each);
            coordinates.add(each);
        }
        return Assignment.of(values);
    }
}
