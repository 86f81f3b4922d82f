package dev.sluice.core.experiment.comparison;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Facts of several runs, a row for each:
 *
 * <pre>{@code
 * RunTable table = RunTable.of(new Runs(Path.of("runs")))
 *         .where(RunQuery.parse("cell=gru and validation.accuracy>0.8"))
 *         .sortedBy("test.loss");
 * }</pre>
 *
 * @param rows facts by run
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RunTable(List<RunFacts> rows) {
    /** Facts that stay texts in JSON even if they look like numbers. */
    private static final Set<String> TEXTS = Set.of(
            "id",
            "group",
            "name",
            "tags",
            "note",
            "message",
            "sluice",
            "commit",
            "branch",
            "diff_sha256",
            "data.sha256",
            "weights_sha256");

    /** Copies the list. */
    public RunTable {
        rows = List.copyOf(rows);
    }

    /** All runs of a folder, oldest first. The files of a run that has ended are read again only if they have changed. */
    public static RunTable of(Runs runs) {
        return new RunTable(RunIndex.facts(runs));
    }

    /** Some runs. Their files are read by several threads. */
    public static RunTable of(List<Run> runs) {
        return new RunTable(runs.parallelStream().map(RunFacts::of).toList());
    }

    /** The rows of runs that are not archived. */
    public RunTable withoutArchived() {
        return new RunTable(rows.stream()
                .filter(row -> !"true".equals(row.group(FactGroup.RUN).get("archived")))
                .toList());
    }

    /**
     * The rows that satisfy a condition.
     *
     * @throws RunException if it names something that none of the runs has
     */
    public RunTable where(RunQuery query) {
        query.requireKnown(rows);
        return new RunTable(rows.stream().filter(query::matches).toList());
    }

    /**
     * The rows sorted by a fact, smallest first: numbers numerically and before texts. Runs without it come last.
     *
     * @throws RunException if none of the runs has it
     */
    public RunTable sortedBy(String name) {
        RunQuery.requireKnown(name, rows);
        Comparator<String> texts = Comparator.<String, Boolean>comparing(
                        text -> RunQuery.number(text).isEmpty())
                .thenComparing((one, other) -> {
                    Optional<Double> left = RunQuery.number(one);
                    Optional<Double> right = RunQuery.number(other);
                    return left.isPresent() && right.isPresent()
                            ? left.get().compareTo(right.get())
                            : one.compareTo(other);
                });
        List<RunFacts> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(
                (RunFacts row) -> row.value(name),
                (one, other) -> one.isPresent() && other.isPresent()
                        ? texts.compare(one.get(), other.get())
                        : Boolean.compare(one.isEmpty(), other.isEmpty())));
        return new RunTable(sorted);
    }

    /** The rows from last to first. */
    public RunTable reversed() {
        return new RunTable(rows.reversed());
    }

    /** The last rows. */
    public RunTable last(int most) {
        return new RunTable(rows.subList(Math.max(0, rows.size() - most), rows.size()));
    }

    /**
     * The values of some columns, a list for each row; an empty text where a run has none.
     *
     * @throws RunException if a column is a fact of none of the runs
     */
    public List<List<String>> values(List<String> columns) {
        columns.forEach(column -> RunQuery.requireKnown(column, rows));
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> row.value(column).orElse(""))
                        .toList())
                .toList();
    }

    /** Writes some columns as CSV with a header. */
    public void csv(List<String> columns, Writer to) {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to)) {
            csv.writeRecord(columns);
            values(columns).forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of runs cannot be written: " + e.getMessage(), e);
        }
    }

    /** Every row as a JSON object of all its facts, one per line, with numeric facts as numbers. */
    public List<String> json() {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    row.groups()
                            .values()
                            .forEach(facts -> facts.forEach(
                                    (name, text) -> object.put(name, TEXTS.contains(name) ? text : typed(text))));
                    return Json.line(object);
                })
                .toList();
    }

    private static Object typed(String text) {
        Optional<Double> number = RunQuery.number(text);
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (number.isEmpty() || !Double.isFinite(number.get()) || !text.matches("-?[0-9].*[0-9.]|[0-9]")) {
            return text;
        }
        return text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : (Object) number.get();
    }
}
