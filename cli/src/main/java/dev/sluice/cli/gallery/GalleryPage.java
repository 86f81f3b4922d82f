package dev.sluice.cli.gallery;

import dev.sluice.core.experiment.ExperimentConfig;
import dev.sluice.core.option.OptionKey;
import dev.sluice.testkit.StepTiming;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The gallery as a Markdown page.
 *
 * @param file where it will stand: links are relative to its folder
 * @param picture beside it
 * @param command that makes it again
 * @param machine what it was measured on
 * @param features of input and state that parameters and operations are counted for
 */
public record GalleryPage(
        Path file, Path picture, String command, LocalDate date, Map<String, Object> machine, int features) {
    /** The page of these rows, whose outcomes are those of the tasks. */
    public String of(List<Task> tasks, List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("# Gallery of cells");
        lines.add("");
        lines.add("Written by `" + command + "` on " + date + ". Do not edit it; run the command again.");
        lines.add("");
        lines.add("![How well each cell learns each task, and the time of its step](" + link(picture) + ")");
        lines.add("");
        table(tasks, rows, lines);
        tasks(tasks, lines);
        machine.forEach((name, value) -> lines.add("- " + name.replace('_', ' ') + ": " + value));
        lines.add("");
        lines.add("## The cells");
        lines.add("");
        rows.forEach(row -> cell(row, lines));
        return String.join("\n", lines).stripTrailing() + "\n";
    }

    /** An outcome in a few characters: {@code 0.981 (0.054)}. */
    static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Learned learned -> String.format(Locale.ROOT, "%.3f (%.2g)", learned.figure(), learned.loss());
            case Outcome.NotGiven notGiven -> "–";
            case Outcome.Diverged diverged -> "diverged";
        };
    }

    private void table(List<Task> tasks, List<Row> rows, List<String> lines) {
        String heads = tasks.stream().map(task -> " | " + task.name()).collect(Collectors.joining());
        lines.add("| cell | parameters | operations | time of a step | × gru" + heads + " | in ONNX |");
        lines.add("| --- | ---: | ---: | ---: | ---:" + " | ---:".repeat(tasks.size()) + " | --- |");
        for (Row row : rows) {
            CellEntry cell = row.cell();
            String times = String.format(
                    Locale.ROOT,
                    "%.0f µs | %.2f",
                    row.timing().cellMicros(),
                    row.timing().ratio());
            String outcomes = row.outcomes().stream().map(GalleryPage::words).collect(Collectors.joining(" | "));
            lines.add(String.format(
                    Locale.ROOT,
                    "| [`%s`](#%s) | %,d | %,d | %s%s | %s |",
                    cell.id(),
                    cell.id(),
                    cell.parameters(),
                    cell.flops(),
                    times,
                    tasks.isEmpty() ? "" : " | " + outcomes,
                    operator(cell)));
        }
        lines.add("");
        lines.add("Parameters, and operations of one step for one row, with " + features
                + " input features and hidden units. Time of"
                + " a step: forward and backward, " + StepTiming.Load.defaults().rows() + " rows, "
                + StepTiming.Load.defaults().features()
                + " features, in processor time of one thread, the median of measurements that alternate with `gru`. For each task: its metric on the test part,"
                + " with the loss in parentheses.");
        lines.add("");
        String readers = rows.stream()
                .filter(row -> row.outcomes().stream().anyMatch(Outcome.NotGiven.class::isInstance))
                .map(row -> "`" + row.cell().id() + "`: "
                        + String.join(", ", row.cell().extraInputs()))
                .collect(Collectors.joining("; "));
        if (!readers.isEmpty()) {
            lines.add("A dash: the cell has more inputs than the sequence (" + readers
                    + "), which the data of the task do not contain.");
            lines.add("");
        }
    }

    private void tasks(List<Task> tasks, List<String> lines) {
        lines.add("## How it was measured");
        lines.add("");
        lines.add(
                "All cells have their default options and the same data, seed, epochs and hyperparameters. None was tuned, so the"
                        + " figures compare cells and are not the best possible. They are the same on any machine; times are not.");
        lines.add("");
        for (Task task : tasks) {
            ExperimentConfig config = task.config();
            lines.add(String.format(
                    Locale.ROOT,
                    "- [**%s**](%s), `%s`. %s Seed %d, %d hidden features, %s; epochs: %d, batches of %d.",
                    task.name(),
                    link(task.file()),
                    task.figure(),
                    task.words(),
                    config.seed(),
                    config.model().encoder().hidden(),
                    OptionKey.written(config.model().encoder().direction()),
                    config.train().epochs(),
                    config.train().batchSize()));
        }
    }

    private static void cell(Row row, List<String> lines) {
        CellEntry cell = row.cell();
        lines.add("### `" + cell.id() + "`");
        lines.add("");
        lines.add(cell.description() + (cell.options().equals("{}") ? "." : ", here with `" + cell.options() + "`."));
        lines.add("");
        lines.add("```text");
        lines.addAll(cell.equations());
        lines.add("```");
        lines.add("");
        lines.add("ONNX: " + cell.operator() + ".");
        lines.add("");
        cell.sources().forEach(source -> lines.add("- " + source));
        lines.add("");
    }

    /** {@code Scan}, the operator that stands for the whole cell, or a dash. */
    private static String operator(CellEntry cell) {
        String[] words = cell.operator().split(" ", 3);
        return switch (words[0]) {
            case "a", "one" -> words[1];
            default -> "–";
        };
    }

    private String link(Path target) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path other = target.toAbsolutePath().normalize();
        return (folder == null ? other : folder.relativize(other)).toString().replace('\\', '/');
    }
}
