package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object with strict accessors, which throw if a field is missing or of another type.
 *
 * @param values by key
 */
public record JsonFields(Map<String, Object> values) {
    /** Parses a line. */
    public static JsonFields parse(String line) {
        return new JsonFields(Json.parse(line));
    }

    /** Returns whether there is a field of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the key '" + name + "' is missing");
        }
        return value;
    }

    /** An integer field. */
    public int integer(String name) {
        return ((Number) required(name)).intValue();
    }

    /** A number field, which may be NaN or infinite. */
    public double number(String name) {
        return toDouble(required(name));
    }

    /** A boolean field. */
    public boolean truth(String name) {
        return (Boolean) required(name);
    }

    /** A string field. */
    public String text(String name) {
        return (String) required(name);
    }

    /** An object field. */
    public JsonFields block(String name) {
        return of(required(name));
    }

    /** The objects of a list field; none if there is no such field. */
    public List<JsonFields> blocks(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(JsonFields::of).toList()
                : List.of();
    }

    /** The numbers of a list field. */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        ((List<?>) required(name)).forEach(each -> numbers.add(toDouble(each)));
        return numbers;
    }

    private static JsonFields of(Object value) {
        Map<String, Object> block = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, inner) -> block.put((String) key, inner));
        return new JsonFields(block);
    }

    /** Accepts NaN and infinity as strings, as JSON has no numbers for them. */
    private static double toDouble(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
    }
}
