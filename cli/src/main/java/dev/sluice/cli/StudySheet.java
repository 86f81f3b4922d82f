package dev.sluice.cli;

import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.experiment.StudyConclusion;
import dev.sluice.tuning.explain.Importance;
import dev.sluice.tuning.report.StudyReport;
import dev.sluice.tuning.study.StudyProgress;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Everything known of a study, finished or under way, printed by {@code sluice show}. Writes the study's report anew. */
final class StudySheet {
    private static final int MOST_TRIALS = 40;

    private final PrintWriter out;

    StudySheet(PrintWriter out) {
        this.out = out;
    }

    void print(StudyRecord study) {
        StudyProgress progress = study.progress();
        line("study", study.name());
        line("state", StudyWords.counts(progress));
        line("budget", StudyWords.budget(progress));
        line("worked", ProgressPrinter.duration(study.seconds()));
        for (Objective objective : study.objectives()) {
            line("objective", objective.direction().name().toLowerCase(Locale.ROOT) + " " + objective.name());
        }
        line("sampler", String.valueOf(study.facts().getOrDefault("sampler", "")));
        line("pruner", String.valueOf(study.facts().getOrDefault("pruner", "")));
        if (study.damagedLines() > 0) {
            line("damaged", "lines of its journals: " + study.damagedLines() + "; their jobs will run again");
        }
        out.println();
        out.println("searches");
        for (Dimension dimension : study.space().dimensions()) {
            Domain domain = dimension.domain();
            out.println("  " + dimension.name() + ": " + domain.inWords());
        }
        out.println();
        trials(study);
        for (int i = 0; i < study.objectives().size(); i++) {
            importance(study, i);
        }
        out.println();
        line("folder", study.folder().path().toString());
        report(study);
        Path best = study.folder().path().resolve(StudyConclusion.BEST);
        if (!Files.exists(best)) {
            line(
                    "to continue",
                    "the command that started it, or 'sluice tune --join "
                            + study.folder().path() + "'");
        }
        if (Files.exists(best)) {
            line("best", "sluice run " + best);
        }
    }

    private void trials(StudyRecord study) {
        List<Trial> best = study.best();
        List<Trial> trials = study.trials();
        List<Trial> shown = trials.size() <= MOST_TRIALS
                ? trials
                : trials.stream()
                        .filter(trial -> best.contains(trial) || trial.number() >= trials.size() - MOST_TRIALS)
                        .toList();
        if (shown.size() < trials.size()) {
            out.println("the best and the newest of " + trials.size() + " trials");
        }
        for (Trial trial : shown) {
            out.println("  " + StudyWords.line(trial, study.objectives()) + (best.contains(trial) ? "  best" : ""));
        }
    }

    private void importance(StudyRecord study, int objective) {
        List<Importance> shares = Importance.of(study.space(), study.trials(), study.objectives(), objective);
        if (shares.isEmpty()) {
            return;
        }
        out.println();
        out.println("importance of the options for "
                + study.objectives().get(objective).name());
        for (Importance each : shares) {
            out.println(String.format(Locale.ROOT, "  %3.0f %%  %s", 100 * each.share(), each.dimension()));
        }
    }

    /** A study may lie where this user may only read: then what could be told was told. */
    private void report(StudyRecord study) {
        try {
            line("report", StudyReport.write(study, study.folder().path()).toString());
        } catch (IOException e) {
            line("report", "cannot be written: " + e.getMessage());
        }
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-11s %s", name, value));
    }
}
