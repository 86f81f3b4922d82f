package dev.sluice.tuning.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class NormalTest {
    private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    @Test
    void logImprovement_whereTheDirectFormIsExact_agrees() {
        for (double z = -4; z <= 6; z += 0.05) {
            double direct = Math.log(Normal.density(z) + z * Normal.distribution(z));
            // The direct form cancels: at -4 it keeps ten digits.
            assertThat(Normal.logImprovement(z))
                    .as("at %s", z)
                    .isCloseTo(direct, within(1e-9 * Math.abs(direct) + 1e-11));
        }
    }

    /** Values to 16 digits from mpmath: log(npdf(z) + z*ncdf(z)) with 60 digits. */
    @Test
    void logImprovement_farBelow_hasEveryDigit() {
        assertThat(Normal.logImprovement(-1)).isCloseTo(-2.48512102571264134, within(1e-12));
        assertThat(Normal.logImprovement(-10)).isCloseTo(-55.5531220361223559, within(1e-12));
        assertThat(Normal.logImprovement(-50)).isCloseTo(-1258.74418286846085, within(1e-10));
    }

    @Test
    void logImprovement_veryFarBelow_followsItsAsymptote() {
        for (double z : new double[] {-1e3, -1e6, -1e9}) {
            assertThat(Normal.logImprovement(z))
                    .isCloseTo(-0.5 * z * z - LOG_ROOT_TWO_PI - 2 * Math.log(-z), within(1e-5));
        }
    }

    @Test
    void shares_areDerivatives() {
        double h = 1e-5;
        for (double z : new double[] {-30, -8, -3.1, -3 - 1e-9, -3 + 1e-9, -1.5, -0.5, 0, 2}) {
            double slope = (Normal.logImprovement(z + h) - Normal.logImprovement(z - h)) / (2 * h);
            assertThat(Normal.distributionShare(z)).isCloseTo(slope, within(1e-6 * Math.abs(slope) + 1e-7));
            // φ/h + zΦ/h = 1 by definition.
            assertThat(Normal.densityShare(z) + z * Normal.distributionShare(z))
                    .isCloseTo(1, within(1e-9 * Math.abs(Normal.densityShare(z))));
        }
    }
}
