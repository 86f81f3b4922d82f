package dev.sluice.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of equal times, and why they are there. */
final class RepeatedTimesTest {
    @Test
    void of_rowsInAnyOrder_findsThoseOfOneSeries() {
        RepeatedTimes repeated = RepeatedTimes.of(
                new int[] {0, 1, 0, 1, 0},
                new double[] {3600, 3600, 0, Double.NaN, 3600},
                new int[][] {{5, 5, 6, 7, 5}},
                new long[] {2, 3, 4, 5, 6},
                true);

        assertThat(repeated).isEqualTo(new RepeatedTimes(1, 6, true, Optional.empty()));
    }

    @Test
    void of_hourOfAClockPutBack_hasAZoneUnlessRowsAreEqualOrTimesHaveOffsets() {
        assertThat(at("2024-10-27T02:00", 1, 2, true).zone()).contains("Europe/Berlin");
        assertThat(at("2024-11-03T01:30", 1, 2, true).zone()).contains("America/New_York");
        assertThat(at("2024-10-27T02:00", 1, 1, true).zone()).isEmpty();
        assertThat(at("2024-10-27T02:00", 1, 2, false).zone()).isEmpty();
        assertThat(at("2024-10-28T02:00", 1, 2, true).zone()).isEmpty();
    }

    private static RepeatedTimes at(String clock, int one, int other, boolean local) {
        double[] times = new double[2];
        Arrays.fill(times, LocalDateTime.parse(clock).toEpochSecond(ZoneOffset.UTC));
        return RepeatedTimes.of(new int[2], times, new int[][] {{one, other}}, new long[] {2, 3}, local);
    }
}
