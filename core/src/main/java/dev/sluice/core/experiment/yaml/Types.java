package dev.sluice.core.experiment.yaml;

import dev.sluice.core.option.OptionKey;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The simple types of options, with how they are parsed and how messages name them. */
public final class Types {
    private static final Map<Class<?>, String> WORDS = Map.of(
            int.class, "a whole number",
            long.class, "a whole number",
            float.class, "a number",
            double.class, "a number",
            boolean.class, "true or false",
            String.class, "a text");

    private static final Pattern GROUPING = Pattern.compile("(?<=\\d)_(?=\\d)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private Types() {}

    /** Returns whether a type is the interface of a kind of components: neither simple nor a record. */
    public static boolean isKind(Class<?> type) {
        return !type.isEnum() && !type.isRecord() && !WORDS.containsKey(primitive(type));
    }

    public static boolean isWhole(Class<?> type) {
        return primitive(type) == int.class || primitive(type) == long.class;
    }

    public static boolean isBoolean(Class<?> type) {
        return primitive(type) == boolean.class;
    }

    public static String words(Class<?> type) {
        return type.isEnum()
                ? "one of " + String.join(", ", OptionKey.written(type))
                : WORDS.getOrDefault(primitive(type), "a " + type.getSimpleName());
    }

    static String sample(Type itemType) {
        return itemType == Integer.class ? "64, 32" : "…";
    }

    /** The value of a scalar, or null if it is not of that type. */
    public static @Nullable Object parse(Class<?> type, YamlNode.Scalar scalar) {
        String text = scalar.text();
        Class<?> primitive = primitive(type);
        if (primitive == String.class) {
            return text;
        }
        if (scalar.quoted()) {
            return null;
        }
        if (primitive == boolean.class) {
            return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
        }
        try {
            return number(primitive, GROUPING.matcher(text).replaceAll(""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object number(Class<?> primitive, String text) {
        if (primitive == int.class) {
            return Integer.valueOf(text);
        }
        if (primitive == long.class) {
            return Long.valueOf(text);
        }
        // Java reads 1f and 0x1p3 as numbers and knows infinity: writers of YAML mean none of these.
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        double number = Double.parseDouble(text);
        return primitive == float.class ? (Object) (float) number : (Object) number;
    }

    private static Class<?> primitive(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }
}
