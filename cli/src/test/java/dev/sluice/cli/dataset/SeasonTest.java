package dev.sluice.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeasonTest {
    private static final double HOUR = 3600;

    private static List<double[]> series(int steps, IntToDoubleFunction value) {
        return List.of(IntStream.range(0, steps).mapToDouble(value).toArray());
    }

    private static double wave(int step, double period) {
        return Math.sin(2 * Math.PI * step / period);
    }

    /** The same disorder each time. */
    private static double noise(int step) {
        return Math.sin(step * step * 0.731) + Math.cos(step * 2.399 * step);
    }

    @Test
    void candidates_ofTheTimeStep_areUsualPeriods() {
        assertThat(Season.candidates(HOUR, false)).containsExactly(24, 168, 8760);
        assertThat(Season.candidates(900, false)).containsExactly(4, 96, 672);
        assertThat(Season.candidates(24 * HOUR, false)).containsExactly(7, 365);
        assertThat(Season.candidates(30 * 24 * HOUR, true)).containsExactly(12);
        assertThat(Season.candidates(0, false)).contains(12, 24);
    }

    @Test
    void of_aSeasonOnATrend_isFound() {
        List<double[]> days = series(600, t -> 0.2 * t + 3 * wave(t, 24) + noise(t));
        assertThat(Season.of(days, Season.candidates(HOUR, false))).isEqualTo(24);
    }

    @Test
    void of_aWeekWhoseDaysDiffer_isTheLongerPeriod() {
        List<double[]> weeks = series(1500, t -> wave(t, 24) + ((t / 24) % 7 >= 5 ? 4 : 0));
        assertThat(Season.of(weeks, Season.candidates(HOUR, false))).isEqualTo(168);
    }

    @Test
    void of_numbersWithoutASeason_isNone() {
        assertThat(Season.of(series(600, SeasonTest::noise), Season.candidates(HOUR, false)))
                .isZero();
        assertThat(Season.of(series(600, t -> t), Season.candidates(0, false))).isZero();
        assertThat(Season.of(series(20, t -> wave(t, 24)), Season.candidates(HOUR, false)))
                .isZero();
    }
}
