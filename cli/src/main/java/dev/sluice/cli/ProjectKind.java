package dev.sluice.cli;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.OptionKey;
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
    CELL(Cell.class, "A gate between the old state and a candidate", true),
    OPTIMIZER(Optimizer.class, "Gradient descent with momentum", false),
    LOSS(Loss.class, "Squared near the target and straight far from it", false),
    METRIC(Metric.class, "Share of numbers that are near their targets", false),
    SCHEDULE(Schedule.class, "Falls to zero along a power of the remaining training", false),
    INITIALIZER(Initializer.class, "Normal, cut at two standard deviations", true),
    DATA_SOURCE(DataSource.class, "One example a line", false);

    private static final String CLASSES = "{name: csv, options: {file: brackets.csv, text: text, labels: [label]}}";
    private static final String NUMBERS = "{name: csv, options: {file: brackets.csv, text: text, targets: [depth]}}";
    private static final String ADAM = "  optimizer: {name: adam, options: {learning_rate: 0.02}}";

    private final Class<?> type;
    private final String description;
    private final boolean ownOptions;

    ProjectKind(Class<?> type, String description, boolean ownOptions) {
        this.type = type;
        this.description = description;
        this.ownOptions = ownOptions;
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

    /** The values of the templates' placeholders. */
    Map<String, String> values(String id, String className) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("words", written().replace('-', ' '));
        values.put("kind", type.getName());
        values.put("Kind", type.getSimpleName());
        values.put("description", description);
        values.put(
                "options",
                ownOptions
                        ? className + ".class, options -> options"
                        : className + ".Options.class, " + className + "::new");
        values.put(
                "holds",
                this == CELL ? "the equations and the options" : "the " + values.get("words") + " and its options");
        values.put("time", this == CELL ? ", with its time beside the built-in GRU" : "");
        boolean numbers = this == LOSS || this == METRIC;
        values.put("source", this == DATA_SOURCE ? id : numbers ? NUMBERS : CLASSES);
        values.put("cell", this == CELL ? id : "gru");
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
