package dev.sluice.cli;

import dev.sluice.core.experiment.comparison.RunQuery;
import dev.sluice.core.experiment.comparison.RunTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
            "Options of the experiment are named by a path or its end, such as cell or train.epochs. Figures are",
            "validation.… (of the best epoch) and test.…. Others are state, started, seconds, parameters, tags, commit:",
            "",
            "  sluice runs --where \"cell=gru and validation.accuracy>0.8\" --sort test.loss --columns hidden,test.loss"
        })
final class RunsCommand implements Callable<Integer> {
    private static final List<String> CSV_COLUMNS = List.of("id", "state", "started");
    private static final Pattern LONG = Pattern.compile("-?[0-9]+\\.[0-9]{5,}(E-?[0-9]+)?");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunsOption option = new RunsOption();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Only the runs that match this condition: comparisons with = != < <= > >= and ~ (contains), combined by and, or, not.")
    private @Nullable String where;

    @Option(names = "--sort", paramLabel = "NAME", description = "Sort by this column, smallest first.")
    private @Nullable String sort;

    @Option(names = "--descending", description = "Largest or newest first.")
    private boolean descending;

    @Option(names = "--last", paramLabel = "N", description = "Only the last N runs.")
    private int last = Integer.MAX_VALUE;

    @Option(
            names = "--columns",
            paramLabel = "NAME",
            split = ",",
            description = "Columns to print, instead of the state and the figures on the test part.")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--each", description = "Each run of a group on a separate line.")
    private boolean each;

    @Option(names = "--all", description = "Include archived runs.")
    private boolean all;

    @ArgGroup
    private Format format = new Format();

    /** For programs. */
    private static final class Format {
        @Option(names = "--json", description = "Print each run as a JSON object with all its facts, one per line.")
        private boolean json;

        @Option(names = "--csv", description = "Print the columns as CSV; by default id, state and started.")
        private boolean csv;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunTable runs = RunTable.of(option.runs());
        RunTable shown = all ? runs : runs.withoutArchived();
        if (format.json) {
            selected(shown).json().forEach(out::println);
        } else if (format.csv) {
            selected(shown).csv(columns.isEmpty() ? CSV_COLUMNS : columns, new NotClosed(out));
        } else if (runs.rows().isEmpty()) {
            Path folder = option.folder().toAbsolutePath().normalize();
            out.println("There are no runs in " + folder + "; 'sluice run FILE' makes one.");
        } else {
            List<List<String>> rows = rows(selected(shown));
            if (rows.isEmpty()) {
                out.println("None of the " + runs.rows().size() + " runs match.");
            } else {
                new TextTable(rows).print(out);
            }
        }
        return 0;
    }

    private RunTable selected(RunTable runs) {
        RunTable table = where == null ? runs : runs.where(RunQuery.parse(where));
        table = sort == null ? table : table.sortedBy(sort);
        return (descending ? table.reversed() : table).last(last);
    }

    private List<List<String>> rows(RunTable table) {
        if (columns.isEmpty() || table.rows().isEmpty()) {
            return RunLines.of(table.rows(), each);
        }
        List<String> head = new ArrayList<>(List.of("id"));
        head.addAll(columns);
        List<List<String>> rows = new ArrayList<>(List.of(head));
        rows.addAll(table.values(head).stream().map(RunsCommand::rounded).toList());
        return rows;
    }

    /** Figures have more digits than a table needs. */
    private static List<String> rounded(List<String> row) {
        return row.stream()
                .map(text ->
                        LONG.matcher(text).matches() ? String.format(Locale.ROOT, "%.5g", Double.valueOf(text)) : text)
                .toList();
    }
}
