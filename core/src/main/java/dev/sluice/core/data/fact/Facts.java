package dev.sluice.core.data.fact;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that hold for whole series, by their ids, from the tables beside them. */
public final class Facts {
    private final List<FactTable> tables = new ArrayList<>();
    private final List<Map<String, CsvRecord>> rows = new ArrayList<>();

    private Facts() {}

    /** A cell of a table. */
    public record Cell(FactTable table, CsvRecord row, int column) {
        /**
         * Its text.
         *
         * @throws DataException if it is empty
         */
        public String required() {
            String text = table.cell(row, column);
            if (text.isEmpty()) {
                throw table.error(row, column, "a value is missing; fill it");
            }
            return text;
        }

        /** Its text; may be empty. */
        public String text() {
            return table.cell(row, column);
        }

        /** Its number; NaN if it is empty or {@code nan}. */
        public double numberOrMissing() {
            return table.number(row, column);
        }

        /**
         * Its number.
         *
         * @throws DataException if it is empty, {@code nan} or not a number
         */
        public double number() {
            double number = table.number(row, column);
            if (Double.isNaN(number)) {
                throw table.error(row, column, "a number is missing; fill it");
            }
            return number;
        }

        /**
         * Whether it says that something holds.
         *
         * @throws DataException if it is neither 0 nor 1
         */
        public boolean holds() {
            double number = number();
            if (number != 0 && number != 1) {
                throw table.error(
                        row,
                        column,
                        "must be 0 or 1, because the loss judges whether it holds, but was " + number
                                + "; for numbers take another loss, such as mean-squared-error");
            }
            return number == 1;
        }
    }

    /**
     * What tables hold.
     *
     * @param read tables with the ids of series in their first columns
     * @throws DataException if a table has an id twice
     */
    public static Facts of(List<FactTable> read) {
        Facts facts = new Facts();
        read.forEach(facts::add);
        return facts;
    }

    private void add(FactTable table) {
        Map<String, CsvRecord> byId = new LinkedHashMap<>();
        for (CsvRecord row : table.rows()) {
            String id = table.cell(row, 0);
            CsvRecord before = byId.putIfAbsent(id, row);
            if (before != null) {
                throw table.error(
                        row,
                        0,
                        "the id '" + Printable.word(id) + "' stands here twice, first in line "
                                + before.getStartingLineNumber() + "; keep one row for each series");
            }
        }
        tables.add(table);
        rows.add(byId);
    }

    /** Returns whether a table has a column. */
    public boolean has(String column) {
        return tables.stream().anyMatch(table -> table.names().contains(column));
    }

    /**
     * A value.
     *
     * @throws DataException if no table has the column, none of those that have it has the id, or several have
     */
    public Cell of(String id, String column) {
        List<String> without = new ArrayList<>();
        Cell found = null;
        for (int i = 0; i < tables.size(); i++) {
            FactTable table = tables.get(i);
            int place = table.names().indexOf(column);
            CsvRecord row = place < 0 ? null : rows.get(i).get(id);
            if (row != null && found != null) {
                throw table.error(
                        row,
                        place,
                        "'" + Printable.word(id) + "' has this column in "
                                + found.table().shown() + " too; keep one of them");
            }
            found = row == null ? found : new Cell(table, row, place);
            if (place >= 0 && row == null) {
                without.add(table.shown());
            }
        }
        if (found != null) {
            return found;
        }
        if (!without.isEmpty()) {
            throw new DataException(String.join(" and ", without) + (without.size() == 1 ? " has" : " have")
                    + " no row for the series '" + Printable.word(id) + "'; add it, or take the series away");
        }
        List<String> known = tables.stream()
                .flatMap(table -> table.names().stream())
                .distinct()
                .toList();
        throw new DataException(
                "no table has a column '" + column + "'" + Suggestions.choice(column, "there is", known));
    }
}
