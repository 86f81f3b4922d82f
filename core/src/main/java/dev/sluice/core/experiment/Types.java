package dev.sluice.core.experiment;

import dev.sluice.core.option.OptionKey;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simple types of options: how they are read and how messages name them. */
final class Types {
    private static final Map<Class<?>, String> WORDS = Map.of(
            int.class, "a whole number",
            long.class, "a whole number",
            float.class, "a number",
            double.class, "a number",
            boolean.class, "true or false",
            String.class, "a text");

    private Types() {}

    static String words(Class<?> type) {
        return type.isEnum()
                ? "one of " + String.join(", ", OptionKey.written(type))
                : WORDS.getOrDefault(type, "a " + type.getSimpleName());
    }

    static String sample(Type itemType) {
        return itemType == int.class || itemType == Integer.class ? "64, 32" : "…";
    }

    /** The value of a scalar, or null if it is none of that type. */
    static @Nullable Object parse(Class<?> type, YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (type == String.class) {
            return text;
        }
        if (scalar.quoted()) {
            return null;
        }
        if (type == boolean.class || type == Boolean.class) {
            return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
        }
        try {
            if (type == int.class || type == Integer.class) {
                return Integer.valueOf(digits(text));
            }
            if (type == long.class || type == Long.class) {
                return Long.valueOf(digits(text));
            }
            double number = Double.parseDouble(decimal(text));
            return type == float.class || type == Float.class ? (Object) (float) number : (Object) number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String digits(String text) {
        return text.replaceAll("(?<=\\d)_(?=\\d)", "");
    }

    /** Java reads {@code 1f} and {@code 0x1p3} as numbers and knows infinity: YAML users mean none of these. */
    private static String decimal(String text) {
        String number = digits(text);
        return number.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?") ? number : "";
    }
}
