package dev.sluice.cli.dataset;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows of a table that have the time of another row of their series.
 *
 * @param rows their number, without the first of each time
 * @param line of the first, from 1; 0 if there is none
 * @param equal whether each equals the other one in all cells
 * @param zone one in which a clock that was put back shows each of these times twice, such as {@code Europe/Berlin}; empty if that is not why
 */
public record RepeatedTimes(long rows, long line, boolean equal, Optional<String> zone) {
    /** Zones of many people; the clocks of others change with one of these, or never. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "Europe/London",
            "Europe/Helsinki",
            "America/New_York",
            "Australia/Sydney",
            "Pacific/Auckland");

    /** No row. */
    static RepeatedTimes none() {
        return new RepeatedTimes(0, 0, true, Optional.empty());
    }

    /**
     * Finds them.
     *
     * @param series of each row
     * @param times of each row in seconds, read in UTC; NaN where there is none
     * @param codes numbers of the values of each column, for each row
     * @param lines of each row
     * @param local whether times are what a clock showed
     */
    static RepeatedTimes of(int[] series, double[] times, int[][] codes, long[] lines, boolean local) {
        int[] order = IntStream.range(0, series.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(row -> series[row]).thenComparingDouble(row -> times[row]))
                .mapToInt(row -> row)
                .toArray();
        List<Double> repeated = new ArrayList<>();
        long line = Long.MAX_VALUE;
        boolean equal = true;
        for (int i = 1; i < order.length; i++) {
            int row = order[i];
            int before = order[i - 1];
            if (series[row] == series[before] && times[row] == times[before]) {
                repeated.add(times[row]);
                line = Math.min(line, lines[row]);
                equal &= Arrays.stream(codes).allMatch(column -> column[row] == column[before]);
            }
        }
        return repeated.isEmpty()
                ? none()
                : new RepeatedTimes(repeated.size(), line, equal, equal || !local ? Optional.empty() : zone(repeated));
    }

    /** A zone in which a clock that was put back shows each of the times twice. */
    static Optional<String> zone(List<Double> times) {
        return ZONES.stream()
                .filter(zone -> times.stream().allMatch(time -> isPutBack(zone, time)))
                .findFirst();
    }

    private static boolean isPutBack(String zone, double time) {
        LocalDateTime clock = LocalDateTime.ofEpochSecond((long) Math.floor(time), 0, ZoneOffset.UTC);
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().getTransition(clock);
        return change != null && change.isOverlap();
    }
}
