package dev.sluice.cli.dataset;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells a column that counts as time goes on, such as the hour of a day or a weekday, from one that tells series apart. Each value is followed
 * by the same next one, round after round, at another time. Series that take turns do so at the same time.
 */
final class ComingRound {
    private static final double MOSTLY = 0.9;

    private ComingRound() {}

    /**
     * Returns whether a column is of that kind.
     *
     * @param codes numbers of its values by row
     * @param times by row
     * @param rows that count
     */
    static boolean test(int[] codes, double[] times, int rows) {
        Map<Long, Integer> pairs = new HashMap<>();
        Map<Integer, Integer> most = new HashMap<>();
        int changes = 0;
        int later = 0;
        for (int row = 1; row < rows; row++) {
            if (codes[row] != codes[row - 1]) {
                changes++;
                later += times[row] != times[row - 1] ? 1 : 0;
                int count = pairs.merge(((long) codes[row - 1] << Integer.SIZE) | codes[row], 1, Integer::sum);
                most.merge(codes[row - 1], count, Math::max);
            }
        }
        int usual = most.values().stream().mapToInt(Integer::intValue).sum();
        return changes >= 2 * Math.max(1, most.size()) && usual >= MOSTLY * changes && later >= MOSTLY * changes;
    }
}
