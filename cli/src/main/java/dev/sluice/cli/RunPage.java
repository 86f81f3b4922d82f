package dev.sluice.cli;

import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.record.GroupMember;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Resources;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunGroup;
import dev.sluice.core.experiment.record.RunNotes;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;

/** A run on one page: state, origin, results, epochs, files. A file that cannot be read only costs its own lines. */
final class RunPage {
    private static final int MOST_METRICS = 24;

    private final Run run;
    private final PrintWriter out;

    RunPage(Run run, PrintWriter out) {
        this.run = run;
        this.out = out;
    }

    /** A part of the page. */
    private interface Part {
        void print() throws IOException;
    }

    void print() throws IOException {
        line("run", run.id());
        line("state", OptionKey.written(run.state()) + (run.message().isEmpty() ? "" : ": " + run.message()));
        if (run.canResume()) {
            line("to resume", Resumption.command(run.path()));
        }
        line("started", run.started().toString());
        run.ended().ifPresent(ended -> line("ended", ended.toString()));
        notes(run.notes());
        run.group().ifPresent(this::group);
        tolerantly(() -> run.provenance().ifPresent(this::provenance));
        tolerantly(this::memory);
        tolerantly(this::resources);
        tolerantly(() -> run.results().ifPresent(this::results));
        tolerantly(this::epochs);
        files();
    }

    private void tolerantly(Part part) throws IOException {
        try {
            part.print();
        } catch (RunException e) {
            line("unreadable", String.valueOf(e.getMessage()));
        }
    }

    private void notes(RunNotes notes) {
        if (!notes.tags().isEmpty()) {
            line("tags", String.join(", ", notes.tags()));
        }
        if (!notes.note().isEmpty()) {
            line("note", notes.note());
        }
        if (notes.archived()) {
            line("archived", "'sluice note --no-archive " + run.id() + "' shows it in lists again");
        }
    }

    private void group(GroupMember own) {
        line(
                "group",
                "run " + own.member() + " of " + own.members() + " of " + own.first()
                        + (own.variation().isEmpty() ? "" : ", " + String.join(", ", own.variation())));
        RunGroup.of(run).map(RunGroup::summary).ifPresent(summary -> {
            StringJoiner figures = new StringJoiner(", ");
            summary.test()
                    .forEach((name, spread) -> figures.add(
                            String.format(Locale.ROOT, "%s %.6g ± %.3g", name, spread.mean(), spread.deviation())));
            line("", summary.runs().size() + " finished: " + figures);
        });
    }

    private void provenance(Provenance provenance) {
        if (provenance.continues() != null) {
            line("continues", provenance.continues());
        }
        if (provenance.repeats() != null) {
            line("repeats", provenance.repeats());
        }
        List<String> command = provenance.invocation().command();
        if (!command.isEmpty()) {
            line("command", String.join(" ", command));
        }
        String commit = provenance.git().commit();
        if (commit != null) {
            Boolean dirty = provenance.git().dirty();
            line(
                    "commit",
                    commit
                            + (provenance.git().branch() == null
                                    ? ""
                                    : " on " + provenance.git().branch())
                            + (dirty == null ? ", changes unknown" : dirty ? " with changes" : ""));
        }
        if (provenance.data() != null) {
            line(
                    "data",
                    provenance.data().examples() + " examples, sha256 "
                            + provenance.data().sha256());
        }
        line(
                "machine",
                provenance.machine().cpu() + ", " + provenance.machine().threads() + " threads, "
                        + provenance.machine().java());
    }

    private void memory() throws IOException {
        for (RunEvent event : run.events()) {
            if (event instanceof RunEvent.TrainingStarted started) {
                line("memory", started.memory().toString());
            }
        }
    }

    private void resources() throws IOException {
        List<Resources> all = run.resources();
        if (!all.isEmpty()) {
            Resources last = all.getLast();
            long peak = all.stream().mapToLong(Resources::heapBytes).max().orElse(0);
            line(
                    "used",
                    String.format(
                                    Locale.ROOT,
                                    "%.1f s, %.1f s of processor time, %.2f s of it for garbage collection, heap up to %,d MB",
                                    last.seconds(),
                                    last.cpuSeconds(),
                                    last.gcSeconds(),
                                    peak >> 20)
                            + (last.joules() == null ? "" : String.format(Locale.ROOT, ", %.0f J", last.joules())));
        }
    }

    private void results(Results results) {
        line(
                "training",
                OptionKey.written(results.training()).replace('_', ' ') + " after " + results.epochs()
                        + (results.epochs() == 1 ? " epoch" : " epochs") + "; the best is " + results.bestEpoch());
        line(
                "test",
                results.test().examples() + " examples, " + words(results.test().scores()));
        line(
                "size",
                results.size().parameters() + " parameters, " + results.size().zeros() + " of them zero");
        results.madeFrom()
                .forEach((name, original) -> line(
                        "made from",
                        name + ", " + original.parameters() + " parameters, " + words(original.scores())
                                + "; this is more by " + words(original.difference())));
        for (BaselineFigures baseline : results.baselines()) {
            line("baseline", baseline.description() + ", " + words(baseline));
        }
        Verdict verdict = results.verdict();
        if (verdict != null && verdict.compares()) {
            line(
                    "verdict",
                    "by " + verdict.metric() + ": "
                            + (verdict.beats().isEmpty() ? "" : "beats " + String.join(", ", verdict.beats()))
                            + (verdict.beats().isEmpty()
                                            || verdict.doesNotBeat().isEmpty()
                                    ? ""
                                    : "; ")
                            + (verdict.doesNotBeat().isEmpty()
                                    ? ""
                                    : "does not beat " + String.join(", ", verdict.doesNotBeat())));
        }
        results.details().bySeries().forEach((kind, figures) -> line("of " + kind, words(figures)));
        Results.Export export = results.export();
        if (export != null) {
            line(
                    "export",
                    (export.passed() ? "equal" : "not equal") + ", largest difference "
                            + words(export.largestDifference()));
        }
    }

    private void epochs() throws IOException {
        boolean first = true;
        for (EpochReport epoch : run.metrics()) {
            if (first) {
                out.println();
                first = false;
            }
            boolean validated = !Double.isNaN(epoch.validation().loss());
            out.println("  epoch " + epoch.epoch() + "  training loss " + words(epoch.trainingLoss())
                    + (validated ? "  validation " + words(epoch.validation()) : "")
                    + (epoch.best() ? "  best" : ""));
        }
    }

    private void files() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(run.path())) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        }
        out.println();
        line("folder", run.path().toString());
        line("files", String.join(", ", names));
        tolerantly(() -> run.changedFiles().forEach(changed -> line("changed", changed)));
    }

    private static String words(Scores scores) {
        StringJoiner words = new StringJoiner(", ");
        words.add(Scores.LOSS + " " + words(scores.loss()));
        scores.metrics().entrySet().stream()
                .limit(MOST_METRICS)
                .forEach(metric -> words.add(metric.getKey() + " " + words(metric.getValue())));
        if (scores.metrics().size() > MOST_METRICS) {
            words.add("and " + (scores.metrics().size() - MOST_METRICS) + " more");
        }
        return words.toString();
    }

    private static String words(BaselineFigures baseline) {
        if (!baseline.failure().isEmpty()) {
            return "failed: " + baseline.failure();
        }
        return words(baseline.figures().metrics());
    }

    private static String words(Map<String, Double> figures) {
        StringJoiner words = new StringJoiner(", ");
        figures.forEach((name, value) -> words.add(name + " " + words(value)));
        return words.toString();
    }

    private static String words(double figure) {
        return String.format(Locale.ROOT, "%.6g", figure);
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-11s %s", name, value));
    }
}
