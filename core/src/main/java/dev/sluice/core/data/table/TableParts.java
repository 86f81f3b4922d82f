package dev.sluice.core.data.table;

import dev.sluice.core.data.Example;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.util.List;

/** The parts of the data that rows say they belong to: a byte for each row. */
record TableParts(Table table) {
    private static final List<String> NAMES = List.of("training", "validation", "test");
    private static final List<Example.Part> PARTS =
            List.of(Example.Part.TRAINING, Example.Part.VALIDATION, Example.Part.TEST);

    private static final byte NONE = -1;

    byte[] ofRows() {
        String column = table.options().part();
        byte[] parts = new byte[table.size()];
        int[] numbers = table.texts(column, Role.TEXT_OR_EMPTY).numbers(parts.length, cell -> {
            String name = cell.strip();
            return name.isEmpty() ? NONE : NAMES.contains(name) ? NAMES.indexOf(name) : NAMES.size();
        });
        for (int row = 0; row < parts.length; row++) {
            if (numbers[row] == NAMES.size()) {
                String written =
                        table.texts(column, Role.TEXT_OR_EMPTY).get(row).strip();
                throw table.error(
                        row,
                        column,
                        "must be one of " + String.join(", ", NAMES) + " or empty, but was '" + Printable.word(written)
                                + "'" + Suggestions.question(written, NAMES));
            }
            parts[row] = (byte) numbers[row];
        }
        return parts;
    }

    static Example.Part part(byte part) {
        return part == NONE ? Example.Part.BY_HASH : PARTS.get(part);
    }

    /** Refuses a series some of whose rows are in no part. */
    static void requireAllOrNone(Table table, String series, int row, byte part, byte before) {
        if (part == NONE || before == NONE) {
            throw table.error(
                    row,
                    table.options().part(),
                    "all rows of series '" + Printable.word(series) + "' must say which part they belong to, or"
                            + " none, but this one is " + (part == NONE ? "empty" : "not")
                            + " and the one before is " + (part == NONE ? "not" : "empty"));
        }
    }
}
