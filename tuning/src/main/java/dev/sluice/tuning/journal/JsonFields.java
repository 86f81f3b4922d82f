package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of JSON, read strictly: what is missing or of another type is an exception.
 *
 * @param values by key
 */
public record JsonFields(Map<String, Object> values) {
    /** The block of a line. */
    public static JsonFields parse(String line) {
        return new JsonFields(Json.parse(line));
    }

    /** Whether there is such a key. */
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

    /** A whole number. */
    public int integer(String name) {
        return ((Number) required(name)).intValue();
    }

    /** A number, also one that JSON has no word for. */
    public double number(String name) {
        return toDouble(required(name));
    }

    /** True or false. */
    public boolean truth(String name) {
        return (Boolean) required(name);
    }

    /** A text. */
    public String text(String name) {
        return (String) required(name);
    }

    /** A block inside. */
    public JsonFields block(String name) {
        return of(required(name));
    }

    /** The blocks of a list; none if there is no such key. */
    public List<JsonFields> blocks(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(JsonFields::of).toList()
                : List.of();
    }

    /** The numbers of a list. */
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

    /** JSON has no word for NaN and infinity: they are texts there. */
    private static double toDouble(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
    }
}
