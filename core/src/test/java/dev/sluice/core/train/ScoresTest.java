package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void words_usualFigures_haveFourDecimals() {
        assertThat(Scores.words(0.81234)).isEqualTo("0.8123");
        assertThat(Scores.words(-184077.53319)).isEqualTo("-184077.5332");
        assertThat(Scores.words(0)).isEqualTo("0.0000");
        assertThat(Scores.words(Double.NaN)).isEqualTo("-");
        assertThat(Scores.words(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    }

    @Test
    void words_figuresInSmallOrLargeUnits_keepTheirDigits() {
        assertThat(Scores.words(1.23456e-6)).isEqualTo("1.235e-06");
        assertThat(Scores.words(-9.8765e-4)).isEqualTo("-9.877e-04");
        assertThat(Scores.words(3.8627e36)).isEqualTo("3.863e+36");
    }

    @Test
    void words_meanAndDeviation_haveTheSameDecimals() {
        assertThat(Scores.words(0.1234, 0.0004)).isEqualTo("0.1234 ± 0.0004");
        assertThat(Scores.words(1.5e-6, 2e-9)).isEqualTo("1.500e-06 ± 2.000e-09");
        assertThat(Scores.words(0, 3e-5)).isEqualTo("0.0000 ± 3.000e-05");
    }
}
