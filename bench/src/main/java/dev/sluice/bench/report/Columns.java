package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.work.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The cells of a table's rows, the same on the terminal and in Markdown. */
final class Columns {
    private Columns() {}

    /** The heads of a group's columns. */
    static List<String> heads(Group group, List<String> peers) {
        List<String> heads = new ArrayList<>(group.columns());
        heads.add("threads");
        heads.add("ours ms");
        heads.add(group == Group.KERNELS ? "GB/s" : "GFLOP/s");
        heads.add(group == Group.KERNELS ? "of memory" : "of peak");
        if (hasFloor(group)) {
            heads.add("floor ms");
        }
        for (String peer : peers) {
            heads.add(peer + " ms");
            heads.add("ratio");
            if (hasFloor(group)) {
                heads.add("at most");
            }
        }
        return heads;
    }

    /** A row; peers that could not do the work leave their cells empty. */
    static List<String> row(Measurement measurement, Peaks peaks, List<String> peers) {
        List<String> cells = new ArrayList<>(measurement.work().labels());
        cells.add(Integer.toString(measurement.threads()));
        cells.add(millis(measurement.ours().median()));
        boolean kernel = measurement.work().group() == Group.KERNELS;
        double rate = kernel ? measurement.bandwidth() : measurement.rate();
        double peak = kernel ? peaks.bandwidth() : peaks.flops() * measurement.threads();
        cells.add(rate > 0 ? String.format(Locale.ROOT, "%.0f", rate) : "");
        cells.add(rate > 0 ? percent(rate / peak) : "");
        boolean floored = hasFloor(measurement.work().group());
        double floor = measurement.floor(peaks);
        if (floored) {
            cells.add(millis(floor));
        }
        for (String peer : peers) {
            Measurement.Other other = measurement.others().stream()
                    .filter(each -> Objects.equals(each.peer(), peer))
                    .findFirst()
                    .orElse(null);
            cells.add(other == null ? "" : millis(other.timing().median()));
            cells.add(other == null ? "" : ratio(measurement.ours().timesAsFastAs(other.timing())));
            if (floored) {
                cells.add(other == null ? "" : ratio(other.timing().median() / floor));
            }
        }
        return cells;
    }

    /** Whether rows say how far from it any implementation must stay: those of layers, whose operations are counted. */
    private static boolean hasFloor(Group group) {
        return switch (group) {
            case LAYERS, STACKS, CUSTOM, GROWTH, INFERENCE -> true;
            case PRODUCTS, KERNELS, EPOCHS -> false;
        };
    }

    /** The peers that did anything in these rows. */
    static List<String> peers(List<Measurement> rows) {
        return rows.stream()
                .flatMap(row -> row.others().stream())
                .map(Measurement.Other::peer)
                .distinct()
                .toList();
    }

    /** Three digits that count. */
    static String millis(double value) {
        return String.format(
                Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.3f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
