package dev.sluice.core.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void of_float32_isTheShortestThatOnlyItIsNearestTo() {
        assertThat(Digits.of(0.1f)).isEqualTo("0.1");
        assertThat(Digits.of(5333744.5f)).isEqualTo("5333744.5");
        assertThat(Digits.of(1f / 3)).isEqualTo("0.33333334");
        assertThat(Digits.of(100f)).isEqualTo("100");
        assertThat(Digits.of(0)).isEqualTo("0");
        assertThat(Digits.of(-0.0)).isEqualTo("0");
    }

    @Test
    void of_float64_hasTheDigitsThatAreThere() {
        assertThat(Digits.of(5333744.748)).isEqualTo("5333744.748");
        assertThat(Digits.of(5333744.7480001)).isEqualTo("5333744.748");
    }

    @Test
    void of_verySmallOrLarge_hasAnExponent() {
        assertThat(Digits.of(1.5e-30f)).isEqualTo("1.5E-30");
        assertThat(Digits.of(3e30f)).isEqualTo("3E+30");
        assertThat(Digits.of(Double.NaN)).isEqualTo("NaN");
    }
}
