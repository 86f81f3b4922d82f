package dev.sluice.core.data.table;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.data.column.TextColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Makes the target of a row. Safe for several threads. */
final class TargetReader {
    /** Separates the names of classes that hold together, unless the options say otherwise. */
    private static final String USUAL_SEPARATOR = ";";

    private static final String MISSING = "a value is missing; fill it or remove the row";

    private final TableTarget target;
    private final Table table;
    private final boolean severalMayHold;
    private final List<TextColumn> labels;
    private final List<NumberColumn> numbers;
    /** Class names by cells: there are few, and many rows. */
    private final Map<List<String>, Target> known = new ConcurrentHashMap<>();

    /**
     * A reader of one target.
     *
     * @param severalMayHold whether any number of classes may hold
     */
    TargetReader(TableTarget target, Table table, boolean severalMayHold) {
        this.target = target;
        this.table = table;
        this.severalMayHold = severalMayHold;
        labels = target.labels().stream()
                .map(name -> table.texts(name, Role.TEXT_OR_EMPTY))
                .toList();
        numbers = target.numbers().stream()
                .map(name -> table.numbers(name, Role.NUMBER_OR_MISSING))
                .toList();
    }

    boolean perStep() {
        return target.perStep();
    }

    List<String> columns() {
        return target.columns();
    }

    /** The target of a row. */
    Target of(int row) {
        if (!labels.isEmpty()) {
            List<String> cells = labels.stream().map(column -> column.get(row)).toList();
            Target same = known.get(cells);
            return same != null ? same : known.computeIfAbsent(cells, key -> labels(row, key));
        }
        return severalMayHold
                ? holding(row)
                : new Target.Numbers(
                        numbers.stream().map(column -> column.get(row)).toList());
    }

    /**
     * Reads the target of each row once.
     *
     * @throws DataException with the place of the first that is not right
     */
    void check() {
        for (int row = 0; row < table.size() && (severalMayHold || !labels.isEmpty()); row++) {
            of(row);
        }
    }

    /** The columns that hold a 1. */
    private Target holding(int row) {
        TreeSet<String> holding = new TreeSet<>();
        for (int i = 0; i < numbers.size(); i++) {
            double number = numbers.get(i).get(row);
            String name = target.numbers().get(i);
            if (Double.isNaN(number)) {
                throw table.error(row, name, MISSING);
            }
            if (number != 0 && number != 1) {
                throw table.error(
                        row,
                        name,
                        "must be 0 or 1, because the loss judges whether '" + name + "' holds, but was " + number
                                + "; for numbers take another loss, such as mean-squared-error");
            }
            if (number == 1) {
                holding.add(name);
            }
        }
        return new Target.Labels(holding);
    }

    private boolean isMissing(String cell) {
        return cell.isBlank() || table.options().missing().contains(cell.strip());
    }

    private Target labels(int row, List<String> cells) {
        String given = table.options().labelSeparator();
        String separator = given.isEmpty() && severalMayHold ? USUAL_SEPARATOR : given;
        if (!severalMayHold && cells.stream().allMatch(this::isMissing)) {
            return new Target.Missing();
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String column = target.labels().get(i);
            if (cell.isBlank() && severalMayHold) {
                continue;
            }
            if (cell.isBlank()) {
                throw table.error(row, column, MISSING);
            }
            for (String label : separator.isEmpty() ? new String[] {cell} : cell.split(Pattern.quote(separator), -1)) {
                if (label.isBlank()) {
                    throw table.error(row, column, "a class name is missing before or after '" + separator + "'");
                }
                labels.add(label.strip());
            }
        }
        return new Target.Labels(new TreeSet<>(labels));
    }
}
