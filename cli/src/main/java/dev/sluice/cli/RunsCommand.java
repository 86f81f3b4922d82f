package dev.sluice.cli;

import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.comparison.RunQuery;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.Scores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice runs}. */
@Command(
        name = "runs",
        description = "List runs, oldest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Options of the experiment go by their paths or the ends of these, as cell and train.epochs; figures are",
            "validation.… (of the best epoch) and test.…; others are state, started, seconds, parameters, tags, commit:",
            "",
            "  sluice runs --where \"cell=gru and validation.accuracy>0.8\" --sort test.loss --columns hidden,test.loss"
        })
final class RunsCommand implements Callable<Integer> {
    private static final List<String> CSV_COLUMNS = List.of("id", "state", "started");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunsOption option = new RunsOption();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Only the runs that fulfil it: comparisons by = != < <= > >= and ~ (contains), joined by and, or, not.")
    private @Nullable String where;

    @Option(names = "--sort", paramLabel = "NAME", description = "In the order of this fact, smallest first.")
    private @Nullable String sort;

    @Option(names = "--descending", description = "Largest or newest first.")
    private boolean descending;

    @Option(names = "--last", paramLabel = "N", description = "Only the last N of the list.")
    private int last = Integer.MAX_VALUE;

    @Option(
            names = "--columns",
            paramLabel = "NAME",
            split = ",",
            description = "What to print of each run, in place of its state and its figures on the test part.")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--all", description = "Archived runs, too.")
    private boolean all;

    @ArgGroup
    private Format format = new Format();

    /** For programs. */
    private static final class Format {
        @Option(names = "--json", description = "Every run as a JSON object with all its facts, one a line.")
        private boolean json;

        @Option(names = "--csv", description = "The columns as CSV; id, state and started unless given.")
        private boolean csv;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Run> runs = option.runs().list();
        List<Run> shown = all
                ? runs
                : runs.stream().filter(run -> !run.notes().archived()).toList();
        if (format.json) {
            selected(shown).json().forEach(out::println);
        } else if (format.csv) {
            selected(shown).csv(columns.isEmpty() ? CSV_COLUMNS : columns, new NotClosed(out));
        } else if (runs.isEmpty()) {
            Path folder = option.folder().toAbsolutePath().normalize();
            out.println("There are no runs in " + folder + "; 'sluice run FILE' makes one.");
        } else {
            List<List<String>> rows =
                    where == null && sort == null && columns.isEmpty() ? lines(ordered(shown)) : rows(selected(shown));
            if (rows.isEmpty()) {
                out.println("None of the " + runs.size() + " runs is meant.");
            } else {
                new TextTable(rows).print(out);
            }
        }
        return 0;
    }

    private RunTable selected(List<Run> runs) {
        RunTable table = RunTable.of(runs);
        table = where == null ? table : table.where(RunQuery.parse(where));
        table = sort == null ? table : table.sortedBy(sort);
        return (descending ? table.reversed() : table).last(last);
    }

    /** The same for a plain list, for which no run need be read whole. */
    private List<Run> ordered(List<Run> runs) {
        List<Run> order = descending ? runs.reversed() : runs;
        return order.subList(Math.max(0, order.size() - last), order.size());
    }

    private List<List<String>> rows(RunTable table) {
        if (columns.isEmpty() || table.rows().isEmpty()) {
            return lines(table.rows().stream().map(RunFacts::run).toList());
        }
        List<String> head = new ArrayList<>(List.of("id"));
        head.addAll(columns);
        List<List<String>> rows = new ArrayList<>(List.of(head));
        rows.addAll(table.values(head).stream().map(RunsCommand::rounded).toList());
        return rows;
    }

    private static List<List<String>> lines(List<Run> runs) {
        return runs.stream()
                .map(run -> {
                    String tags = String.join(
                            " ",
                            run.notes().tags().stream().map(tag -> "#" + tag).toList());
                    return List.of(run.id(), OptionKey.written(run.state()), (figures(run) + "  " + tags).strip());
                })
                .toList();
    }

    /** Figures have more digits than a table needs. */
    private static List<String> rounded(List<String> row) {
        return row.stream()
                .map(text -> text.matches("-?[0-9]+\\.[0-9]{5,}(E-?[0-9]+)?")
                        ? String.format(Locale.ROOT, "%.5g", Double.valueOf(text))
                        : text)
                .toList();
    }

    /** The figures on the test part in one line, or the reason why there are none. */
    private static String figures(Run run) {
        if (run.state() != RunState.FINISHED) {
            return run.message();
        }
        try {
            StringJoiner figures = new StringJoiner("  ");
            run.results().map(results -> results.test().scores()).ifPresent(scores -> {
                figures.add(figure(Scores.LOSS, scores.loss()));
                scores.metrics().forEach((name, value) -> figures.add(figure(name, value)));
            });
            return figures.toString();
        } catch (RunException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s %.4f", name, value);
    }
}
