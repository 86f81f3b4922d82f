package dev.sluice.core.data.recording;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tables know of each series, by its id. */
final class RecordingFacts {
    private final List<RecordingTable> tables = new ArrayList<>();
    private final List<Map<String, CsvRecord>> rows = new ArrayList<>();

    /** A cell of a table. */
    record Cell(RecordingTable table, CsvRecord row, int column) {
        String required() {
            String text = table.cell(row, column);
            if (text.isEmpty()) {
                throw table.error(row, column, "a value is missing; fill it");
            }
            return text;
        }

        double number() {
            required();
            return table.number(row, column);
        }
    }

    static RecordingFacts read(RecordingFiles files, RecordingsOptions options) throws IOException {
        RecordingFacts facts = new RecordingFacts();
        for (String name : options.tables()) {
            Path file = files.file(name);
            if (!Files.isRegularFile(file)) {
                throw new DataException(
                        files.shown(file) + " does not exist; tables are paths in the folder of recordings");
            }
            facts.add(RecordingTable.read(file, files.shown(file), options.delimiter()));
        }
        return facts;
    }

    private void add(RecordingTable table) {
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

    /**
     * A value.
     *
     * @throws DataException if no table has the column, or its table does not have the id
     */
    Cell of(String id, String column) {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            RecordingTable table = tables.get(i);
            int place = table.names().indexOf(column);
            if (place >= 0) {
                CsvRecord row = rows.get(i).get(id);
                if (row == null) {
                    throw new DataException(table.shown() + " has no row for the series '" + Printable.word(id)
                            + "'; add it, or take the series' file away");
                }
                return new Cell(table, row, place);
            }
            known.addAll(table.names());
        }
        throw new DataException("no table has a column '" + column + "'" + Suggestions.question(column, known)
                + " (there is " + String.join(", ", known) + ")");
    }
}
