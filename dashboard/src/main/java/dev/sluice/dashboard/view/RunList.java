package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunAxes;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.comparison.RunQuery;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A page of the list of runs.
 *
 * @param all number of runs in the folder
 * @param found number of those that are meant
 * @param states number of the meant runs in each state
 * @param columns names of the facts in each row, after id, name, state, started, seconds, epochs, tags and note
 * @param names of all facts, for suggestions
 * @param rows of this page, newest first unless another order is asked for
 */
public record RunList(
        int all,
        int found,
        Map<String, Integer> states,
        List<String> columns,
        List<String> names,
        List<Map<String, String>> rows) {
    private static final List<String> ALWAYS = List.of(
            "id", "name", "state", "message", "started", "ended", "seconds", "epochs", "train.epochs", "tags", "note");
    private static final int MOST_NAMES = 400;
    private static final int MOST_OPTIONS = 4;
    private static final int MOST_FIGURES = 4;

    private static final String SOURCE = "data.source.";

    /** Runs read to find out what tells them apart. */
    private static final int SAMPLE = 500;

    /**
     * What is asked for.
     *
     * @param where a condition of {@link RunQuery}, or words that must occur in id, name, tags or note
     * @param state that runs must be in; empty for any
     * @param sort a fact; empty for the start time
     * @param columns wanted; none for those that tell the runs apart
     */
    public record Request(
            String where,
            String state,
            String sort,
            boolean descending,
            boolean archived,
            List<String> columns,
            int offset,
            int limit) {
        /** Copies the list. */
        public Request {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The list.
     *
     * @param isShown whether a run may be shown
     * @throws dev.sluice.core.experiment.record.RunException if the condition cannot be read
     */
    public static RunList of(RunTable all, Request request, Predicate<Run> isShown) {
        RunTable table = request.archived() ? all : all.withoutArchived();
        String where = request.where().strip();
        if (!where.isEmpty()) {
            table = where.matches("(?s).*[=<>~].*") ? table.where(RunQuery.parse(where)) : containing(table, where);
        }
        Map<String, Integer> states = new LinkedHashMap<>();
        table.rows().forEach(row -> states.merge(row.value("state").orElse(""), 1, Integer::sum));
        if (!request.state().isEmpty()) {
            table = new RunTable(table.rows().stream()
                    .filter(row ->
                            row.value("state").filter(request.state()::equals).isPresent())
                    .toList());
        }
        table = request.sort().isEmpty() || table.rows().isEmpty() ? table : table.sortedBy(request.sort());
        table = request.descending() ? table.reversed() : table;
        List<RunFacts> rows = table.rows();
        List<String> columns = request.columns().isEmpty() ? telling(rows) : request.columns();
        List<Map<String, String>> page = rows.stream()
                .skip(request.offset())
                .limit(request.limit())
                .map(row -> isShown.test(row.run()) ? row(row, columns) : refused(row))
                .toList();
        return new RunList(all.rows().size(), rows.size(), states, columns, names(rows), page);
    }

    private static RunTable containing(RunTable table, String words) {
        List<String> parts = List.of(words.toLowerCase(Locale.ROOT).split("\\s+"));
        return new RunTable(table.rows().stream()
                .filter(row -> {
                    String text = String.join(
                                    "\n",
                                    List.of("id", "name", "tags", "note").stream()
                                            .map(name -> row.value(name).orElse(""))
                                            .toList())
                            .toLowerCase(Locale.ROOT);
                    return parts.stream().allMatch(text::contains);
                })
                .toList());
    }

    private static Map<String, String> row(RunFacts facts, List<String> columns) {
        Map<String, String> row = new LinkedHashMap<>();
        ALWAYS.forEach(name -> facts.value(name).ifPresent(value -> row.put(name, value)));
        columns.forEach(name -> facts.value(name).ifPresent(value -> row.put(name, value)));
        return row;
    }

    private static Map<String, String> refused(RunFacts facts) {
        return Map.of(
                "id",
                facts.run().id(),
                "name",
                facts.run().id(),
                "state",
                "damaged",
                "message",
                "its folder has symbolic links, which are not followed");
    }

    private static List<String> names(List<RunFacts> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.stream().skip(Math.max(0, rows.size() - SAMPLE)).forEach(row -> names.addAll(row.names()));
        return names.stream().sorted().limit(MOST_NAMES).toList();
    }

    /** The options that differ most, and the commonest figures. */
    private static List<String> telling(List<RunFacts> rows) {
        List<RunFacts> sample = rows.subList(Math.max(0, rows.size() - SAMPLE), rows.size());
        // Runs over other data differ in many paths, which tell less than what their networks differ in.
        List<String> columns = new ArrayList<>(RunAxes.differing(sample).stream()
                .filter(name -> !ALWAYS.contains(name))
                .sorted(Comparator.comparing(name -> name.startsWith(SOURCE)))
                .limit(MOST_OPTIONS)
                .toList());
        Map<String, Integer> figures = new LinkedHashMap<>();
        sample.forEach(row -> row.group(FactGroup.RESULTS).keySet().stream()
                .filter(name ->
                        name.startsWith("test.") && !name.equals("test.examples") || name.equals("validation.loss"))
                .forEach(name -> figures.merge(name, 1, Integer::sum)));
        figures.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_FIGURES)
                .forEach(figure -> columns.add(figure.getKey()));
        return columns;
    }
}
