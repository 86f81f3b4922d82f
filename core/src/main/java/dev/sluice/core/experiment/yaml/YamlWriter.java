package dev.sluice.core.experiment.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a tree as YAML: blocks below each other, lists on one line. */
public final class YamlWriter {
    private static final String PLAIN = "[A-Za-z][A-Za-z0-9_./-]*";
    private static final List<String> RESERVED = List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /** The block as a text that ends with a line break. */
    public static String write(YamlNode.Fields fields) {
        YamlWriter writer = new YamlWriter();
        writer.block(fields, 0);
        return writer.text.toString();
    }

    /** The node in one line. */
    public static String inline(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.quoted() ? quoted(scalar.text()) : scalar.text();
            case YamlNode.Items items ->
                items.values().stream().map(YamlWriter::inline).collect(Collectors.joining(", ", "[", "]"));
            case YamlNode.Fields fields ->
                fields.values().entrySet().stream()
                        .map(field ->
                                field.getKey() + ": " + inline(field.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private void block(YamlNode.Fields fields, int indent) {
        for (Map.Entry<String, YamlNode.Field> field : fields.values().entrySet()) {
            text.append(" ".repeat(indent)).append(field.getKey()).append(':');
            if (field.getValue().value() instanceof YamlNode.Fields inner
                    && !inner.values().isEmpty()) {
                text.append('\n');
                block(inner, indent + 2);
            } else {
                text.append(' ').append(inline(field.getValue().value())).append('\n');
            }
        }
    }

    private static String quoted(String string) {
        if (string.matches(PLAIN) && !RESERVED.contains(string.toLowerCase(Locale.ROOT))) {
            return string;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            switch (unit) {
                case '"', '\\' -> quoted.append('\\').append(unit);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(unit < ' ' ? String.format("\\x%02x", (int) unit) : String.valueOf(unit));
            }
        }
        return quoted.append('"').toString();
    }
}
