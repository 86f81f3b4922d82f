package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Timing;
import dev.sluice.bench.work.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The cells of a table's rows, the same on the terminal and in Markdown. */
final class Columns {
    /** 99 of 100 runs are as fast as this. */
    private static final String TAIL = "p99 ms";

    private Columns() {}

    /** The heads of a group's columns. */
    static List<String> heads(Group group, List<String> peers) {
        List<String> heads = new ArrayList<>(group.columns());
        heads.add("threads");
        heads.add("ours ms");
        switch (group) {
            case KERNELS -> heads.addAll(List.of("GB/s", "of memory"));
            case SHIPPED -> heads.addAll(List.of(TAIL, "steps/s"));
            case LANGUAGE -> heads.add("symbols/s");
            case DATA -> heads.addAll(List.of("MB/s", "of float32"));
            case SUGGESTIONS, LISTS -> {}
            case PRODUCTS, LAYERS, STACKS, CUSTOM, WIDTHS, GROWTH, INFERENCE, EPOCHS ->
                heads.addAll(List.of("GFLOP/s", "of peak"));
        }
        if (hasFloor(group)) {
            heads.add("floor ms");
        }
        for (String peer : peers) {
            heads.add(peer + " ms");
            if (group.timesSingleRuns()) {
                heads.add(TAIL);
            }
            heads.add("ratio");
            if (hasFloor(group)) {
                heads.add("at most");
            }
        }
        return heads;
    }

    /** A row; peers that could not do the work leave their cells empty. */
    static List<String> row(Measurement measurement, Peaks peaks, List<String> peers) {
        Group group = measurement.work().group();
        List<String> cells = new ArrayList<>(measurement.work().labels());
        cells.add(Integer.toString(measurement.threads()));
        cells.add(millis(measurement.ours().median()));
        switch (group) {
            case KERNELS -> rate(cells, measurement.bandwidth(), peaks.bandwidth());
            case SHIPPED -> {
                cells.add(tail(measurement.ours()));
                cells.add(String.format(Locale.ROOT, "%.0f", measurement.stepsPerSecond()));
            }
            case LANGUAGE -> cells.add(String.format(Locale.ROOT, "%.0f", measurement.stepsPerSecond()));
            case DATA -> {
                cells.add(String.format(Locale.ROOT, "%.0f", measurement.bandwidth() * 1000));
                cells.add(String.format(Locale.ROOT, "%.2f", measurement.work().memory()));
            }
            case SUGGESTIONS, LISTS -> {}
            case PRODUCTS, LAYERS, STACKS, CUSTOM, WIDTHS, GROWTH, INFERENCE, EPOCHS ->
                rate(cells, measurement.rate(), peaks.flops() * measurement.threads());
        }
        double floor = measurement.floor(peaks);
        if (hasFloor(group)) {
            cells.add(millis(floor));
        }
        for (String peer : peers) {
            Measurement.Other other = measurement.others().stream()
                    .filter(each -> Objects.equals(each.peer(), peer))
                    .findFirst()
                    .orElse(null);
            cells.add(other == null ? "" : millis(other.timing().median()));
            if (group.timesSingleRuns()) {
                cells.add(other == null ? "" : tail(other.timing()));
            }
            cells.add(other == null ? "" : ratio(measurement.ours().timesAsFastAs(other.timing())));
            if (hasFloor(group)) {
                cells.add(other == null ? "" : ratio(other.timing().median() / floor));
            }
        }
        return cells;
    }

    private static void rate(List<String> cells, double rate, double peak) {
        cells.add(rate > 0 ? String.format(Locale.ROOT, "%.0f", rate) : "");
        cells.add(rate > 0 ? percent(rate / peak) : "");
    }

    private static String tail(Timing timing) {
        return timing.tail().isPresent() ? millis(timing.tail().getAsDouble()) : "";
    }

    /** Returns whether rows say how far from it any implementation must stay: those of layers, whose operations are counted. */
    private static boolean hasFloor(Group group) {
        return switch (group) {
            case LAYERS, STACKS, CUSTOM, WIDTHS, GROWTH, INFERENCE -> true;
            case PRODUCTS, KERNELS, SHIPPED, EPOCHS, LANGUAGE, SUGGESTIONS, LISTS, DATA -> false;
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
