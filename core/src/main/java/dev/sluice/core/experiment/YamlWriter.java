package dev.sluice.core.experiment;

import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Records as YAML with every key, so that the file says all and needs no defaults. */
final class YamlWriter {
    private static final String PLAIN = "[A-Za-z][A-Za-z0-9_./-]*";
    private static final List<String> RESERVED = List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /** The record as a block of keys. */
    static String write(Record options) {
        YamlWriter writer = new YamlWriter();
        writer.fields(fields(options), 0);
        return writer.text.toString();
    }

    /** The values of a record by their keys. */
    static Map<String, Object> fields(Record options) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (OptionKey key : OptionKey.of(options.getClass())) {
            fields.put(key.name(), get(options, key.component().getAccessor()));
        }
        return fields;
    }

    private void fields(Map<String, Object> fields, int indent) {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            text.append(" ".repeat(indent)).append(field.getKey()).append(':');
            Map<String, Object> inner = inner(field.getValue());
            if (inner.isEmpty()) {
                text.append(' ').append(inline(field.getValue())).append('\n');
            } else {
                text.append('\n');
                fields(inner, indent + 2);
            }
        }
    }

    private static Map<String, Object> inner(Object value) {
        return switch (value) {
            case Choice<?> choice -> choice(choice);
            case Record options -> fields(options);
            default -> Map.of();
        };
    }

    private static Map<String, Object> choice(Choice<?> choice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", choice.name());
        if (!fields(choice.options()).isEmpty()) {
            fields.put("options", choice.options());
        }
        return fields;
    }

    private static String inline(Object value) {
        return switch (value) {
            case List<?> items -> items.stream().map(YamlWriter::inline).collect(Collectors.joining(", ", "[", "]"));
            case Enum<?> constant -> OptionKey.written(constant);
            case String string -> quoted(string);
            case Choice<?> choice -> flow(choice(choice));
            case Record options -> flow(fields(options));
            default -> value.toString();
        };
    }

    private static String flow(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + inline(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String string) {
        if (string.matches(PLAIN) && !RESERVED.contains(string.toLowerCase(Locale.ROOT))) {
            return string;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char unit : string.toCharArray()) {
            switch (unit) {
                case '"', '\\' -> quoted.append('\\').append(unit);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(unit < ' ' ? String.format("\\x%02x", (int) unit) : String.valueOf(unit));
            }
        }
        return quoted.append('"').toString();
    }

    private static Object get(Record options, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(options);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(accessor + " cannot be read", e);
        }
    }
}
