package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.StudyRecord;
import java.util.List;
import java.util.OptionalDouble;

/** The trials of a study as an HTML table. */
final class TrialTable {
    private static final int MOST_ROWS = 2000;

    private TrialTable() {}

    static String of(StudyRecord study) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table id=\"trials\"><thead><tr>");
        head(html, "trial");
        head(html, "outcome");
        study.objectives().forEach(objective -> head(html, objective.name()));
        if (study.steps() > 1) {
            head(html, "steps");
        }
        study.space().names().forEach(name -> head(html, name));
        html.append("</tr></thead><tbody>\n");
        List<Integer> best = study.best().stream().map(Trial::number).toList();
        List<Trial> shown = study.trials()
                .subList(
                        Math.max(0, study.trials().size() - MOST_ROWS),
                        study.trials().size());
        for (Trial trial : shown) {
            html.append(best.contains(trial.number()) ? "<tr class=\"best\">" : "<tr>");
            row(html, study, trial);
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
        if (shown.size() < study.trials().size()) {
            html.append("<p>The last ").append(MOST_ROWS).append(" trials; the journal has all.</p>\n");
        }
        return html.toString();
    }

    private static void row(StringBuilder html, StudyRecord study, Trial trial) {
        number(html, "number", String.valueOf(trial.number()), trial.number());
        html.append("<td>").append(HtmlText.escaped(outcome(trial.outcome()))).append("</td>");
        List<Objective> objectives = study.objectives();
        for (int i = 0; i < objectives.size(); i++) {
            OptionalDouble last = TrialValues.last(trial, i);
            if (trial.outcome() instanceof Outcome.Completed completed) {
                double value = completed.values().get(i);
                number(html, "number", Charts.number(value), value);
            } else if (last.isPresent() && !Double.isNaN(last.getAsDouble())) {
                number(html, "number stopped", Charts.number(last.getAsDouble()), last.getAsDouble());
            } else {
                html.append("<td></td>");
            }
        }
        if (study.steps() > 1) {
            number(html, "number", String.valueOf(trial.lastStep()), trial.lastStep());
        }
        for (Dimension dimension : study.space().dimensions()) {
            Object value = trial.assignment().values().get(dimension.name());
            if (value instanceof Number number) {
                number(html, "number", DimensionAxis.value(value), number);
            } else {
                html.append("<td>")
                        .append(value == null ? "" : HtmlText.escaped(String.valueOf(value)))
                        .append("</td>");
            }
        }
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Pending pending -> "running";
            case Outcome.Paused paused -> "paused";
            case Outcome.Completed completed -> "completed";
            case Outcome.Pruned pruned -> "pruned";
            case Outcome.Diverged diverged -> "diverged";
            case Outcome.Failed failed -> "failed: " + failed.reason();
        };
    }

    private static void head(StringBuilder html, String name) {
        html.append("<th scope=\"col\"><button>").append(HtmlText.escaped(name)).append("</button></th>");
    }

    private static void number(StringBuilder html, String kind, String shown, Number exact) {
        html.append("<td class=\"")
                .append(kind)
                .append("\" data-sort=\"")
                .append(exact)
                .append("\">")
                .append(shown)
                .append("</td>");
    }
}
