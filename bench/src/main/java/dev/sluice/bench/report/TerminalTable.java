package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.work.Group;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows as they come, each group under its heads. */
public final class TerminalTable {
    private static final int WIDTH = 8;
    private static final int FIRST = 15;

    private final Peaks peaks;
    private final Consumer<String> lines;
    private @Nullable Group group;
    private List<Integer> widths = List.of();

    /** A table whose lines are handed on one by one. */
    public TerminalTable(Peaks peaks, Consumer<String> lines) {
        this.peaks = peaks;
        this.lines = lines;
    }

    /** Writes one row, under a new head where a group begins. */
    public void add(Measurement measurement) {
        List<String> peers = Columns.peers(List.of(measurement));
        if (measurement.work().group() != group) {
            group = measurement.work().group();
            lines.accept("");
            lines.accept(group.title());
            List<String> heads = Columns.heads(group, peers);
            widths = heads.stream().map(head -> Math.max(WIDTH, head.length())).toList();
            lines.accept(line(heads));
        }
        lines.accept(line(Columns.row(measurement, peaks, peers)));
        if (!measurement.profile().isEmpty()) {
            lines.accept("    " + Shares.line(measurement.profile()));
        }
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + FIRST + "s", cells.getFirst()));
        for (int i = 1; i < cells.size(); i++) {
            int width = i < widths.size() ? widths.get(i) : WIDTH;
            line.append(' ').append(String.format(Locale.ROOT, "%" + width + "s", cells.get(i)));
        }
        return line.toString();
    }
}
