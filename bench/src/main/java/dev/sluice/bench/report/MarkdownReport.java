package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.work.Group;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a Markdown page, such as {@code bench/RESULTS-AVX512.md}. */
public final class MarkdownReport {
    private MarkdownReport() {}

    /**
     * The page.
     *
     * @param command that makes it again
     */
    public static String of(Report report, String command, LocalDate date) {
        List<String> lines = new ArrayList<>();
        lines.add("# Results");
        lines.add("");
        lines.add(
                "Written by `" + command + "` on " + date + "; [README.md](README.md) says what is compared and how.");
        lines.add("");
        machine(report, lines);
        figures(report, lines);
        for (Group group : report.groups()) {
            table(report, group, lines);
        }
        profiles(report, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void machine(Report report, List<String> lines) {
        lines.add("| | |");
        lines.add("| --- | --- |");
        report.machine().forEach((name, value) -> lines.add("| " + name.replace('_', ' ') + " | " + value + " |"));
        report.peers().forEach(peer -> lines.add("| peer | " + peer + " |"));
        Peaks peaks = report.peaks();
        lines.add(String.format(Locale.ROOT, "| peak, multiply-adds on one thread | %.0f GFLOP/s |", peaks.flops()));
        lines.add(String.format(Locale.ROOT, "| large product on one thread | %.0f GFLOP/s |", peaks.product()));
        lines.add(String.format(Locale.ROOT, "| memory bandwidth on one thread | %.1f GB/s |", peaks.bandwidth()));
        lines.add("");
    }

    private static void figures(Report report, List<String> lines) {
        List<Figures.Figure> figures = Figures.of(report);
        if (figures.isEmpty()) {
            return;
        }
        lines.add("| in short | measured | aimed at |");
        lines.add("| --- | ---: | ---: |");
        figures.forEach(figure -> lines.add("| " + figure.name() + " | " + Columns.ratio(figure.value()) + " | "
                + figure.target().map(target -> "≥ " + Columns.ratio(target)).orElse("") + " |"));
        lines.add("");
    }

    private static void table(Report report, Group group, List<String> lines) {
        List<Measurement> rows = report.of(group);
        List<String> peers = Columns.peers(rows);
        List<String> heads = Columns.heads(group, peers);
        lines.add("## " + group.title());
        lines.add("");
        lines.add(row(heads));
        lines.add("|" + " --- |".repeat(group.columns().size())
                + " ---: |".repeat(heads.size() - group.columns().size()));
        rows.forEach(row -> lines.add(row(Columns.row(row, report.peaks(), peers))));
        lines.add("");
    }

    private static void profiles(Report report, List<String> lines) {
        List<Measurement> rows = report.measurements().stream()
                .filter(row -> !row.profile().isEmpty())
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        lines.add("## Where our time goes");
        lines.add("");
        lines.add(row(List.of("work", "threads", "shares of the time of the first thread")));
        lines.add("| --- | ---: | --- |");
        rows.forEach(row -> lines.add(
                row(List.of(row.work().describe(), Integer.toString(row.threads()), Shares.line(row.profile())))));
        lines.add("");
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
