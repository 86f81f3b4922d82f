package dev.sluice.core.data.jsonl;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One object.
 *
 * @param line in the file, from 1
 */
record JsonRow(Path file, int line, JsonNode object) {
    private static final int SHOWN = 40;

    /** A field that may be missing or null. */
    Optional<JsonNode> find(String name) {
        JsonNode at = object;
        for (String part : name.split("\\.", -1)) {
            at = at.path(part);
        }
        return at.isMissingNode() || at.isNull() ? Optional.empty() : Optional.of(at);
    }

    /** A field that must be there. */
    JsonNode get(String name) {
        return find(name).orElseThrow(() -> {
            List<String> names = List.copyOf(object.propertyNames());
            return wrong(
                    name,
                    "this field is missing" + Suggestions.choice(name, "there is", names)
                            + "; add it or remove the line");
        });
    }

    /** A number; NaN for null. */
    double number(JsonNode node, String name) {
        if (node.isNull()) {
            return Double.NaN;
        }
        if (!node.isNumber() || !Float.isFinite((float) node.doubleValue())) {
            throw wrong(name, "'" + shown(node) + "' is not a finite float32 number; write null for a missing one");
        }
        return node.doubleValue();
    }

    /** The elements of a list. */
    List<JsonNode> list(JsonNode node, String name) {
        if (!node.isArray()) {
            throw wrong(name, "must be a list, but is " + shown(node));
        }
        return new ArrayList<>(node.values());
    }

    /** A word: a text, number or boolean as it is written. */
    String word(JsonNode node, String name) {
        if (!node.isValueNode() || node.isNull()) {
            throw wrong(name, "must be a word, but is " + shown(node));
        }
        String word = node.asString();
        if (word.isBlank()) {
            throw wrong(name, "must be a word, but is empty; fill it or remove the line");
        }
        return word;
    }

    DataException wrong(String field, String message) {
        return new DataException(file + ", line " + line + ", field '" + Printable.word(field) + "': " + message);
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return Printable.word(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
