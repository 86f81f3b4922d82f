package dev.sluice.core.experiment;

import dev.sluice.core.error.Printable;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.TestDetails;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lines for people about what came out of a run. */
final class ResultReport {
    private static final Set<String> SHARES =
            Set.of(UsualMetrics.ACCURACY, UsualMetrics.LABEL_ACCURACY, "f1-macro", "span-f1", "coverage");
    private static final int MOST_CLASSES = 12;
    /** Zeros are worth a line from a tenth of the parameters on: fewer are biases that have not moved. */
    private static final int NOTABLE_ZEROS = 10;

    private static final int NAME_COLUMNS = 34;
    private static final int FIGURE_COLUMNS = 12;
    private static final int FILE_COLUMNS = 22;
    private static final List<RunFile> FILES = List.of(
            RunFile.MODEL,
            RunFile.ENCODER,
            RunFile.DECODER,
            RunFile.STEP_MODEL,
            RunFile.RAW_MODEL,
            RunFile.PROOF,
            RunFile.WEIGHTS,
            RunFile.PICTURES,
            RunFile.METRICS,
            RunFile.RESULTS,
            RunFile.INTERVALS,
            RunFile.EXPERIMENT,
            RunFile.PROVENANCE);

    private ResultReport() {}

    /** A table of the model's figures and the baselines' below them, and the verdict. */
    static List<String> figures(String model, TestJudgement.Outcome judged, int examples, ModelSize size) {
        List<String> lines = new ArrayList<>();
        if (examples == 0) {
            lines.add(
                    "No examples were kept for a test: data.split.test is 0, or the data have too few different examples"
                            + " (equal ones are kept in one part together, so that none is tested that was trained on).");
            return lines;
        }
        Scores test = judged.scores();
        int wide = judged.baselines().stream()
                .mapToInt(baseline -> baseline.description().length() + 4)
                .reduce(NAME_COLUMNS, Math::max);
        lines.add(String.format(Locale.ROOT, "On %,d test examples that training did not see:", examples));
        StringBuilder head = new StringBuilder(pad("", wide));
        StringBuilder row = new StringBuilder(pad("  " + model, wide));
        test.metrics().forEach((name, value) -> {
            head.append(left(name, name));
            row.append(left(figure(name, value), name));
        });
        lines.add(head.append(left(Scores.LOSS, Scores.LOSS)).toString());
        lines.add(
                row.append(left(figure(Scores.LOSS, test.loss()), Scores.LOSS)).toString());
        judged.baselines().stream()
                .filter(baseline -> baseline.failure().isEmpty())
                .forEach(baseline -> lines.add(baseline(baseline, test, wide)));
        lines.addAll(verdict(judged));
        lines.addAll(byClass(test));
        lines.addAll(byKind(judged.details(), test));
        if (size.zeros() > size.parameters() / NOTABLE_ZEROS
                || !size.originals().isEmpty()) {
            lines.addAll(smaller(size));
        }
        return lines;
    }

    private static String baseline(BaselineFigures baseline, Scores test, int wide) {
        StringBuilder row = new StringBuilder(pad("  " + baseline.description(), wide));
        test.metrics().keySet().forEach(name -> {
            // A method that a metric does not judge has no figure, not even an undefined one.
            Double value = baseline.figures().metrics().get(name);
            row.append(left(value == null ? "" : figure(name, value), name));
        });
        return row.toString().stripTrailing();
    }

    private static List<String> verdict(TestJudgement.Outcome judged) {
        List<String> lines = new ArrayList<>();
        judged.verdict().ifPresent(verdict -> lines.add(sentence(verdict, judged)));
        judged.baselines().stream()
                .filter(baseline -> !baseline.failure().isEmpty())
                .forEach(baseline -> lines.add("The baseline " + baseline.name() + " failed: " + baseline.failure()));
        return lines;
    }

    private static String sentence(Verdict verdict, TestJudgement.Outcome judged) {
        String main = judged.scores().main();
        String by = verdict.metric().equals(main) || !judged.texts().isEmpty()
                ? "By " + verdict.metric() + " the model "
                : "Baselines have no figure for " + main + "; by " + verdict.metric() + " the model ";
        int all = verdict.beats().size() + verdict.doesNotBeat().size();
        if (verdict.beatsAll()) {
            return by + (all == 1 ? "beats its baseline." : "beats all " + all + " baselines.");
        }
        String better = judged.baselines().stream()
                .filter(baseline -> verdict.doesNotBeat().contains(baseline.name()))
                .map(baseline -> baseline.description() + " ("
                        + figure(
                                verdict.metric(),
                                baseline.figures().metrics().getOrDefault(verdict.metric(), Double.NaN))
                        + ")")
                .collect(Collectors.joining(", "));
        return by
                + (verdict.beats().isEmpty()
                        ? "does not beat "
                        : "beats " + verdict.beats().size() + " of " + all + " baselines, but does not beat ")
                + better + ".";
    }

    /** The figures of each kind of examples, such as a language, where there are not too many for a table. */
    private static List<String> byKind(TestDetails details, Scores test) {
        Map<String, Map<String, Double>> kinds = details.bySeries();
        if (kinds.isEmpty() || kinds.size() > MOST_CLASSES || !details.byStep().isEmpty()) {
            return List.of();
        }
        List<String> names = test.metrics().keySet().stream()
                .filter(name -> kinds.values().stream().anyMatch(figures -> figures.containsKey(name)))
                .toList();
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(pad("By kind:", NAME_COLUMNS));
        names.forEach(name -> head.append(left(name, name)));
        lines.add(head.toString());
        kinds.forEach((kind, figures) -> {
            StringBuilder row = new StringBuilder(pad("  " + Printable.word(kind), NAME_COLUMNS));
            names.forEach(name -> row.append(left(figure(name, figures.getOrDefault(name, Double.NaN)), name)));
            lines.add(row.toString());
        });
        return lines;
    }

    /** The figures of each class and their mean, where there are not too many for a table. */
    private static List<String> byClass(Scores test) {
        Set<String> classes = new LinkedHashSet<>();
        test.byClass().values().forEach(figures -> classes.addAll(figures.keySet()));
        if (classes.isEmpty() || classes.size() > MOST_CLASSES) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(pad("By class:", NAME_COLUMNS));
        test.byClass().keySet().forEach(name -> head.append(left(name, name)));
        lines.add(head.toString());
        for (String name : classes) {
            StringBuilder row = new StringBuilder(pad("  " + Printable.word(name), NAME_COLUMNS));
            test.byClass()
                    .forEach((metric, figures) ->
                            row.append(left(figure(metric, figures.getOrDefault(name, Double.NaN)), metric)));
            lines.add(row.toString());
        }
        StringBuilder mean = new StringBuilder(pad("  (mean)", NAME_COLUMNS));
        test.byClass().forEach((metric, figures) -> mean.append(left(figure(metric, mean(figures.values())), metric)));
        lines.add(mean.toString());
        return lines;
    }

    private static double mean(Collection<Double> figures) {
        return figures.stream()
                .filter(figure -> !Double.isNaN(figure))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    /** Rows for the models that this one was made from, and how much smaller it is. */
    private static List<String> smaller(ModelSize size) {
        List<String> lines = new ArrayList<>();
        for (ModelSize.Original original : size.originals()) {
            StringBuilder row = new StringBuilder(pad("  " + original.name(), NAME_COLUMNS));
            original.test().metrics().forEach((name, value) -> row.append(left(figure(name, value), name)));
            lines.add(row.append(left(figure(Scores.LOSS, original.test().loss()), Scores.LOSS))
                    .toString());
        }
        StringBuilder sentence = new StringBuilder(String.format(
                Locale.ROOT,
                "The model has %,d parameters, %.1f %% of them zero",
                size.parameters(),
                100.0 * size.zeros() / size.parameters()));
        size.originals()
                .forEach(original -> sentence.append(
                        String.format(Locale.ROOT, "; %s has %,d", original.name(), original.parameters())));
        lines.add(sentence.append('.').toString());
        return lines;
    }

    /** Lines that list the run's files. */
    static List<String> files(Path folder) {
        List<String> lines = new ArrayList<>();
        lines.add("Everything is in " + folder + ":");
        for (RunFile file : FILES) {
            if (Files.exists(file.in(folder))) {
                lines.add("  " + pad(file.fileName(), FILE_COLUMNS) + file.description());
            }
        }
        return lines;
    }

    /** A share in percent, other figures with four digits; a dash where a figure is not defined, as that of a class without examples. */
    static String figure(String name, double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return isShare(name) ? String.format(Locale.ROOT, "%.2f %%", 100 * value) : Scores.words(value);
    }

    /** Returns whether a figure is written in percent. */
    static boolean isShare(String name) {
        // One of several heads' figures begins with the head's name.
        String metric = name.substring(name.indexOf('.') + 1);
        return SHARES.contains(metric) || metric.startsWith("top-");
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(1, columns - text.length()));
    }

    /** In the column of a figure. */
    private static String left(String text, String figure) {
        int columns = Math.max(FIGURE_COLUMNS, figure.length() + 2);
        return " ".repeat(Math.max(1, columns - text.length())) + text;
    }
}
