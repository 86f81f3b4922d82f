package dev.sluice.core.data.table;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Suggestions;
import java.util.List;
import java.util.function.Supplier;

/**
 * The names of the columns of a file.
 *
 * @param where they stand, for messages
 * @param hint at what else may be wrong if a column is not there; may be empty
 */
public record TableNames(String where, List<String> names, Supplier<String> hint) {
    /** Copies the list. */
    public TableNames {
        names = List.copyOf(names);
    }

    /**
     * The place of a column.
     *
     * @throws DataException if there is none; the message lists the columns and suggests a near one
     */
    public int place(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new DataException(where + ": there is no column '" + name + "'"
                    + Suggestions.choice(name, "there is", named()) + hint.get());
        }
        return index;
    }

    /** The columns that have a name; the first of a table that another program numbered has none. */
    private List<String> named() {
        return names.stream().filter(name -> !name.isBlank()).toList();
    }
}
