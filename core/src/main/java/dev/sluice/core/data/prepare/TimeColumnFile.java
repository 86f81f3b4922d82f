package dev.sluice.core.data.prepare;

import dev.sluice.core.data.TimeColumn;
import java.util.LinkedHashMap;
import java.util.Map;

/** A column of times as an object of a contract file. */
public final class TimeColumnFile {
    private TimeColumnFile() {}

    /** The object. */
    public static Map<String, Object> write(TimeColumn column) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("column", column.name());
        map.put("format", column.format());
        map.put("zone", column.zone());
        return map;
    }

    /**
     * The column in an object.
     *
     * @throws IllegalArgumentException if {@link #write} did not make it
     */
    public static TimeColumn read(Object written) {
        if (written instanceof Map<?, ?> map
                && map.get("column") instanceof String name
                && map.get("format") instanceof String format
                && map.get("zone") instanceof String zone) {
            return new TimeColumn(name, format, zone);
        }
        throw new IllegalArgumentException("'times' must have a column, a format and a zone, but is " + written);
    }
}
