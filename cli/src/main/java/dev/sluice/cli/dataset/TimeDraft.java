package dev.sluice.cli.dataset;

import java.util.List;
import java.util.Locale;

/** The lines of a table's source that say when its steps were. */
final class TimeDraft {
    private TimeDraft() {}

    /**
     * Adds them.
     *
     * @param several what is done with different rows of the same time, as {@code duplicates} of the source {@code csv}
     */
    static void add(Profile.Table table, String several, List<String> lines) {
        TableSeries series = table.series();
        series.time().ifPresent(column -> {
            lines.add("      time: " + Draft.quoted(column.name()));
            column.steps().filter(steps -> !steps.form().isEmpty()).ifPresent(steps -> {
                if (!steps.otherwise().isEmpty()) {
                    lines.add("      # All of them can be read as " + steps.otherwise()
                            + ", too; by this their steps are at least as even.");
                }
                lines.add("      time_format: " + Draft.quoted(steps.form()));
            });
            if (!series.sorted()) {
                lines.add("      # The rows of a series are not in the order of their times.");
                lines.add("      sort: true");
            }
            repeated(series.repeated(), several, lines);
        });
    }

    private static void repeated(RepeatedTimes repeated, String several, List<String> lines) {
        if (repeated.rows() == 0) {
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "      # Rows with the time of another row of their series: %,d, the first in line %,d.",
                repeated.rows(),
                repeated.line()));
        repeated.zone().ifPresent(zone -> {
            lines.add(
                    "      # A clock shows these times twice when it is put back. Where that is why, this makes steps of their own of them:");
            lines.add("      # time_zone: " + zone);
        });
        lines.add("      # "
                + (repeated.equal()
                        ? "They equal that row, so the first is enough."
                        : several.equals("mean")
                                ? "Their mean is one step; first, last and keep (a step each) are the other choices."
                                : "Each is a step of its own; first, last and mean are the other choices."));
        lines.add("      duplicates: " + (repeated.equal() ? "first" : several));
    }
}
