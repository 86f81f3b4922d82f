package dev.sluice.tuning.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BoundedTest {
    private static final Bounded.Smooth ROSENBROCK = (x, gradient) -> {
        double bend = x[1] - x[0] * x[0];
        gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
        gradient[1] = 200 * bend;
        return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
    };

    @Test
    void minimize_inside_findsTheMinimum() {
        Bounded.Minimum found = Bounded.minimize(
                ROSENBROCK, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {5, 5}, 200, 1e-9, 0);
        assertThat(found.x()).containsExactly(new double[] {1, 1}, within(1e-5));
        assertThat(found.value()).isLessThan(1e-10);
    }

    @Test
    void minimize_minimumOutside_endsAtTheBound() {
        Bounded.Minimum found = Bounded.minimize(
                ROSENBROCK, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {0.5, 5}, 200, 1e-9, 0);
        assertThat(found.x()).containsExactly(new double[] {0.5, 0.25}, within(1e-5));
    }

    @Test
    void minimize_whereItIsNotFinite_staysAway() {
        Bounded.Smooth walled = (x, gradient) -> {
            gradient[0] = 2 * (x[0] - 3);
            return x[0] > 2 ? Double.POSITIVE_INFINITY : (x[0] - 3) * (x[0] - 3);
        };
        Bounded.Minimum found =
                Bounded.minimize(walled, new double[] {0}, new double[] {-5}, new double[] {5}, 100, 1e-9, 0);
        assertThat(found.x()[0]).isBetween(1.9, 2.0);
    }
}
