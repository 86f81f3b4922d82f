package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.GroupSummary;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunGroup;
import dev.sluice.core.experiment.record.Spread;
import dev.sluice.core.train.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines for people about a group of runs: mean and spread of model and baselines. */
final class GroupReport {
    private static final int NAME_COLUMNS = 34;
    private static final int FIGURE_COLUMNS = 22;

    private GroupReport() {}

    static List<String> lines(GroupSummary summary, RunGroup group) {
        List<String> lines = new ArrayList<>();
        lines.add(summary.runs().size()
                + (summary.isComplete() ? " runs" : " of " + summary.members() + " runs have finished")
                + ", mean ± standard deviation on their test parts:");
        StringBuilder head = new StringBuilder(pad("", NAME_COLUMNS));
        summary.test().keySet().forEach(name -> head.append(left(name)));
        lines.add(head.toString());
        lines.add(row("  the model", summary.test(), summary));
        summary.baselines().forEach((name, figures) -> lines.add(row("  " + name, figures, summary)));
        if (!summary.baselines().isEmpty()) {
            lines.add("The model beats all baselines in " + summary.beatsBaselines() + " of "
                    + summary.runs().size() + " runs.");
        }
        lines.add("The runs are");
        for (Run run : group.members()) {
            lines.add("  " + run.path());
        }
        return lines;
    }

    private static String row(String name, Map<String, Spread> figures, GroupSummary summary) {
        StringBuilder row = new StringBuilder(pad(name, NAME_COLUMNS));
        for (String figure : summary.test().keySet()) {
            Spread spread = figures.get(figure);
            row.append(left(spread == null ? "" : words(figure, spread)));
        }
        return row.toString().stripTrailing();
    }

    /** {@code 93.12 % ± 0.40 %}, or {@code 0.1234 ± 0.0020}. */
    static String words(String figure, Spread spread) {
        return ResultReport.isShare(figure)
                ? ResultReport.figure(figure, spread.mean()) + " ± " + ResultReport.figure(figure, spread.deviation())
                : Scores.words(spread.mean(), spread.deviation());
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(1, columns - text.length()));
    }

    private static String left(String text) {
        return " ".repeat(Math.max(1, FIGURE_COLUMNS - text.length())) + text;
    }
}
