package dev.sluice.core.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The names of a data source's columns. They are kept with a model, so that its users can give columns in any
 * order.
 *
 * @param columns of inputs and numeric targets, in the model's order, by the names of those; some may be missing
 * @param times the column of times
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record ColumnNames(Map<String, List<String>> columns, TimeColumn times) implements Serializable {
    /** The suffix of the name of a column for unknown categories. */
    public static final String UNKNOWN = "=?";

    /** Copies the map, keeping its order. */
    public ColumnNames {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * Names with times in a common form.
     *
     * @param time name of the column of times; empty if steps have none
     */
    public ColumnNames(Map<String, List<String>> columns, String time) {
        this(columns, new TimeColumn(time));
    }

    /** No names. */
    public static ColumnNames none() {
        return new ColumnNames(Map.of(), "");
    }

    /** The name of the column of times; empty if steps have none. */
    public String time() {
        return times.name();
    }

    /** The columns of an input or a target; empty if they have no names. */
    public List<String> of(String name) {
        return columns.getOrDefault(name, List.of());
    }
}
