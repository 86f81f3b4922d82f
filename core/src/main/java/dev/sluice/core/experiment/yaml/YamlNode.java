package dev.sluice.core.experiment.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node of a YAML tree with its position in the file. Immutable. */
public sealed interface YamlNode {
    /** The position of its first character. */
    SourceLocation place();

    /** A description for messages. */
    String words();

    /** Passes on the text of each single value, in the order of the file. */
    default void texts(Consumer<String> each) {
        switch (this) {
            case Scalar scalar -> each.accept(scalar.text());
            case Items items -> items.values().forEach(item -> item.texts(each));
            case Fields fields ->
                fields.values().values().forEach(field -> field.value().texts(each));
        }
    }

    /**
     * A single value.
     *
     * @param text without quotes
     * @param quoted whether it had quotes, and so is a string whatever it looks like
     */
    record Scalar(String text, boolean quoted, SourceLocation place) implements YamlNode {
        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String words() {
            return isNull() ? "nothing" : (quoted ? "the text '" : "'") + text + "'";
        }
    }

    /** A list. */
    record Items(List<YamlNode> values, SourceLocation place) implements YamlNode {
        @Override
        public String words() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file. */
    record Fields(Map<String, Field> values, SourceLocation place) implements YamlNode {
        /** No keys. */
        public static Fields none(SourceLocation place) {
            return new Fields(Map.of(), place);
        }

        /** The value of a key, or null. */
        public @Nullable YamlNode get(String key) {
            Field field = values.get(key);
            return field == null ? null : field.value();
        }

        /** A copy without a key. */
        public Fields without(String key) {
            Map<String, Field> copy = new LinkedHashMap<>(values);
            copy.remove(key);
            return new Fields(copy, place);
        }

        /** A copy with one field set. */
        public Fields with(String key, Field field) {
            Map<String, Field> copy = new LinkedHashMap<>(values);
            copy.put(key, field);
            return new Fields(copy, place);
        }

        @Override
        public String words() {
            return values.isEmpty() ? "{}" : "a block with the keys " + String.join(", ", values.keySet());
        }
    }

    /** A value and where its key stands. */
    record Field(SourceLocation keyPlace, YamlNode value) {}
}
