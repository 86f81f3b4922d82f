package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lines for people about what came out of a run. */
final class ResultReport {
    private static final Set<String> SHARES = Set.of(UsualMetrics.ACCURACY, "f1-macro", "span-f1");
    private static final int NAME_COLUMNS = 34;
    private static final int FIGURE_COLUMNS = 12;
    private static final int FILE_COLUMNS = 22;
    private static final List<RunFile> FILES = List.of(
            RunFile.MODEL,
            RunFile.PROOF,
            RunFile.WEIGHTS,
            RunFile.CURVE,
            RunFile.METRICS,
            RunFile.RESULTS,
            RunFile.EXPERIMENT,
            RunFile.PROVENANCE);

    private ResultReport() {}

    /** A table of the model's figures and the baseline's below them. */
    static List<String> figures(String model, Scores test, int examples, Optional<Baseline> beside, ModelSize size) {
        List<String> lines = new ArrayList<>();
        if (examples == 0) {
            lines.add("No examples were kept for a test: data.split.test is 0, or the data are too few for it.");
            return lines;
        }
        lines.add(String.format(Locale.ROOT, "On %,d test examples that training did not see:", examples));
        StringBuilder head = new StringBuilder(pad("", NAME_COLUMNS));
        StringBuilder row = new StringBuilder(pad("  " + model, NAME_COLUMNS));
        test.metrics().forEach((name, value) -> {
            head.append(left(name));
            row.append(left(figure(name, value)));
        });
        lines.add(head.append(left(Scores.LOSS)).toString());
        lines.add(row.append(left(figure(Scores.LOSS, test.loss()))).toString());
        beside.ifPresent(baseline -> {
            StringBuilder below = new StringBuilder(pad("  " + baseline.name(), NAME_COLUMNS));
            test.metrics().keySet().forEach(name -> below.append(left(baselineFigure(name, baseline))));
            lines.add(below.toString().stripTrailing());
        });
        if (size.zeros() > size.parameters() / 100 || !size.originals().isEmpty()) {
            lines.addAll(smaller(size));
        }
        return lines;
    }

    /** Rows for the models that this one was made from, and how much smaller it is. */
    private static List<String> smaller(ModelSize size) {
        List<String> lines = new ArrayList<>();
        for (ModelSize.Original original : size.originals()) {
            StringBuilder row = new StringBuilder(pad("  " + original.name(), NAME_COLUMNS));
            original.test().metrics().forEach((name, value) -> row.append(left(figure(name, value))));
            lines.add(row.append(left(figure(Scores.LOSS, original.test().loss())))
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

    private static String baselineFigure(String name, Baseline baseline) {
        return switch (name) {
            case UsualMetrics.ACCURACY -> figure(name, baseline.top1());
            case UsualMetrics.TOP_3 -> figure(name, baseline.top3());
            default -> "";
        };
    }

    /** Where everything is. */
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

    /** A share in percent, other figures with four digits. */
    static String figure(String name, double value) {
        // One of several answers' figures begins with the answer's name.
        String metric = name.substring(name.indexOf('.') + 1);
        boolean share = SHARES.contains(metric) || metric.startsWith("top-");
        return share ? String.format(Locale.ROOT, "%.2f %%", 100 * value) : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(1, columns - text.length()));
    }

    private static String left(String text) {
        return " ".repeat(Math.max(1, FIGURE_COLUMNS - text.length())) + text;
    }
}
