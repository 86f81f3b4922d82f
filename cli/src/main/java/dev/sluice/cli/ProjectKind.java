package dev.sluice.cli;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.schedule.Schedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of component that {@code plugin new} can create, and the particulars of each project. */
enum ProjectKind {
    CELL(Cell.class, ""),
    OPTIMIZER(Optimizer.class, "Gradient descent with momentum"),
    LOSS(Loss.class, "Squared near the target and straight far from it"),
    METRIC(Metric.class, "Share of numbers that are near their targets"),
    BASELINE(Baseline.class, "A quantile of the training part"),
    SCHEDULE(Schedule.class, "Falls to zero along a power of the remaining training"),
    INITIALIZER(Initializer.class, ""),
    DATA_SOURCE(DataSource.class, "One example a line"),
    TOKENIZER(Tokenizer.class, "Pieces of so many characters"),
    SAMPLER(Sampler.class, "Most of the time near the best trial, otherwise anywhere"),
    PRUNER(Pruner.class, "Stops what stands far behind the best of the trials at its step");

    private static final String CLASSES = "{name: csv, options: {file: brackets.csv, text: text, labels: [label]}}";
    private static final String NUMBERS = "{name: csv, options: {file: brackets.csv, text: text, targets: [depth]}}";
    private static final String ADAM = "  optimizer: {name: adam, options: {learning_rate: 0.02}}";

    private final Class<?> type;
    private final String description;

    /** @param description for lists; empty where the options record is the component and describes itself */
    ProjectKind(Class<?> type, String description) {
        this.type = type;
        this.description = description;
    }

    /** As users write it: {@code data-source}. */
    String written() {
        return OptionKey.written(this).replace('_', '-');
    }

    /** The kind of a user's word. */
    static Optional<ProjectKind> written(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.written().equals(text))
                .findFirst();
    }

    static List<String> allWritten() {
        return Arrays.stream(values()).map(ProjectKind::written).toList();
    }

    /** The command of the program that uses it. */
    String command() {
        return searches() ? "tune" : "run";
    }

    /** Returns whether it is for studies in place of single runs. */
    private boolean searches() {
        return this == SAMPLER || this == PRUNER;
    }

    /** The values of the templates' placeholders. */
    Map<String, String> values(String id, String className) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("words", written().replace('-', ' '));
        values.put("kind", type.getName());
        values.put("Kind", type.getSimpleName());
        values.put(
                "component",
                description.isEmpty()
                        ? className + ".class, options -> options"
                        : "\"" + description + "\", " + className + ".Options.class, " + className + "::new");
        values.put(
                "holds",
                this == CELL ? "the equations and the options" : "the " + values.get("words") + " and its options");
        values.put("time", this == CELL ? ", with its time beside the built-in GRU" : "");
        boolean numbers = this == LOSS || this == METRIC || this == BASELINE;
        values.put("source", this == DATA_SOURCE ? id : numbers ? NUMBERS : CLASSES);
        values.put("text", this == TOKENIZER ? "\n  text: {unit: " + id + "}" : "");
        values.put("cell", this == CELL ? id : "gru");
        values.put("hidden", searches() ? "{int: [8, 32]}" : "24");
        values.put("command", command());
        values.put(
                "does",
                searches() ? "searches with it, exports the best model" : "trains a small model with it, exports it");
        values.put(
                "tune",
                searches()
                        ? "\ntune:\n  budget: {trials: 8}\n  " + written() + ": " + id + "\n"
                        : this == BASELINE ? "\nbaselines: [" + id + ", mean]\n" : "");
        values.put("model", this == INITIALIZER ? "  initialization: {recurrent: " + id + "}\n" : "");
        values.put("loss", this == LOSS ? id : numbers ? "mean-squared-error" : "cross-entropy");
        values.put(
                "train",
                switch (this) {
                    case OPTIMIZER -> "  optimizer: " + id;
                    case METRIC -> ADAM + "\n  metrics: [" + id + ", mae]";
                    case SCHEDULE -> ADAM + "\n  schedule: " + id;
                    default -> ADAM;
                });
        return values;
    }
}
