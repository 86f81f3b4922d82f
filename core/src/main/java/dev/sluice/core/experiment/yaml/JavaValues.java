package dev.sluice.core.experiment.yaml;

import dev.sluice.core.option.OptionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts Java values to what a file would hold, and back. */
public final class JavaValues {
    private JavaValues() {}

    public static YamlNode node(Object value, String path) {
        SourceLocation place = SourceLocation.of(path);
        return switch (value) {
            case Number number -> new YamlNode.Scalar(number.toString(), false, place);
            case Boolean truth -> new YamlNode.Scalar(truth.toString(), false, place);
            case Enum<?> constant -> new YamlNode.Scalar(OptionKey.written(constant), true, place);
            case Record options -> fields(options, path);
            case List<?> items ->
                new YamlNode.Items(items.stream().map(item -> node(item, path)).toList(), place);
            case Map<?, ?> map -> {
                Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
                map.forEach(
                        (key, inner) -> fields.put(String.valueOf(key), new YamlNode.Field(place, node(inner, path))));
                yield new YamlNode.Fields(fields, place);
            }
            default -> new YamlNode.Scalar(value.toString(), true, place);
        };
    }

    /** The Java value of what a file holds: a text, a number, a boolean, a list or a map. */
    public static Object value(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar when scalar.quoted() -> scalar.text();
            case YamlNode.Scalar scalar -> plain(scalar);
            case YamlNode.Items items ->
                items.values().stream().map(JavaValues::value).toList();
            case YamlNode.Fields fields -> {
                Map<String, Object> map = new LinkedHashMap<>();
                fields.values().forEach((key, field) -> map.put(key, value(field.value())));
                yield map;
            }
        };
    }

    private static Object plain(YamlNode.Scalar scalar) {
        for (Class<?> type : List.of(boolean.class, int.class, long.class, double.class)) {
            Object value = Types.parse(type, scalar);
            if (value != null) {
                return value;
            }
        }
        return scalar.text();
    }

    private static YamlNode.Fields fields(Record options, String path) {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        SourceLocation place = SourceLocation.of(path);
        for (OptionKey key : OptionKey.of(options.getClass())) {
            fields.put(key.name(), new YamlNode.Field(place, node(key.value(options), path)));
        }
        return new YamlNode.Fields(fields, place);
    }
}
