package dev.sluice.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Columns that count as time goes on, and those that tell series apart. */
final class ComingRoundTest {
    private static boolean test(IntUnaryOperator code, IntUnaryOperator time) {
        return ComingRound.test(
                IntStream.range(0, 240).map(code).toArray(),
                IntStream.range(0, 240).map(time).asDoubleStream().toArray(),
                240);
    }

    @Test
    void test_hourOfTheDayOrWeekday_comesRound() {
        assertThat(test(row -> row % 24, row -> row)).isTrue();
        assertThat(test(row -> row / 12 % 7, row -> row)).isTrue();
    }

    @Test
    void test_seriesOneAfterTheOtherOrTakingTurns_doNot() {
        assertThat(test(row -> row / 24, row -> row % 24)).isFalse();
        assertThat(test(row -> row % 24, row -> row / 24)).isFalse();
        assertThat(test(row -> 0, row -> row)).isFalse();
    }
}
