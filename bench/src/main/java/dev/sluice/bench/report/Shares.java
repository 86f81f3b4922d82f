package dev.sluice.bench.report;

import dev.sluice.core.engine.Profile;
import java.util.ArrayList;
import java.util.List;

/** A profile as one line: {@code step: product [rows, 64] x [64, 64] 34 %, others 9 %}. */
final class Shares {
    /** The smallest share with a line of its own; the rest are summed as others. */
    private static final double LEAST = 0.03;

    private static final String LOOP = "Loop";

    private Shares() {}

    static String line(List<Profile.Line> profile) {
        List<Profile.Line> lines = apart(profile);
        double sum = lines.stream().mapToLong(Profile.Line::nanoseconds).sum();
        List<String> shares = new ArrayList<>();
        double others = 0;
        for (Profile.Line line : lines) {
            double share = line.nanoseconds() / sum;
            if (share < LEAST) {
                others += share;
            } else {
                shares.add(line.instruction().strip() + " " + Columns.percent(share));
            }
        }
        if (others > 0) {
            shares.add("others " + Columns.percent(others));
        }
        return String.join(", ", shares);
    }

    /** The time of the loops without that of the instructions inside them, which have lines of their own. */
    private static List<Profile.Line> apart(List<Profile.Line> profile) {
        long inside = profile.stream()
                .filter(line -> line.instruction().startsWith(Profile.STEP))
                .mapToLong(Profile.Line::nanoseconds)
                .sum();
        return profile.stream()
                .map(line -> line.instruction().equals(LOOP)
                        ? new Profile.Line("loop itself", line.calls(), Math.max(0, line.nanoseconds() - inside))
                        : line)
                .toList();
    }
}
