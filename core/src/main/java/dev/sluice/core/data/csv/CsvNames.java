package dev.sluice.core.data.csv;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.nio.file.Path;
import java.util.List;

/** The names of the columns of a file. */
record CsvNames(Path file, List<String> names, CsvFormat format) {
    private static final int SHOWN = 40;

    CsvNames {
        names = List.copyOf(names);
    }

    /**
     * The place of a column.
     *
     * @throws DataException if there is none; the message lists the columns and suggests a near one
     */
    int place(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            CsvNumbers numbers = new CsvNumbers(format);
            boolean data = format.header() && names.stream().anyMatch(numbers::isNumber);
            throw new DataException(file + ", line 1: there is no column '" + name + "'"
                    + Suggestions.question(name, names) + " (there is " + listed(names) + ")"
                    + (data
                            ? "; the line looks like data: for a file without a header row name its columns, columns: […], or"
                                    + " set header: false, by which they are called 1, 2, …"
                            : names.size() == 1
                                    ? "; is '" + Printable.word(format.delimiter()) + "' the delimiter?"
                                    : ""));
        }
        return index;
    }

    /** Names for messages. */
    static String listed(List<String> names) {
        List<String> shown = names.stream().limit(SHOWN).map(Printable::word).toList();
        return String.join(", ", shown) + (shown.size() < names.size() ? ", … (" + names.size() + " columns)" : "");
    }
}
