package dev.sluice.core.option;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of an options record, as users write it.
 *
 * @param name in snake_case
 * @param type of the value: a number, boolean, string, enum, record, {@link Choice}, or a list or a map by
 *     name of one of these
 * @param description one sentence; empty if there is none
 * @param preset the value as YAML where the file gives none; null if the file must give one
 * @param range the numbers allowed; null if all are
 * @param component the record's component
 * @param within components of the records around it whose keys are {@link Inline}, from the outermost
 */
public record OptionKey(
        String name,
        Type type,
        String description,
        @Nullable String preset,
        @Nullable Range range,
        RecordComponent component,
        List<RecordComponent> within) {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** Copies the list. */
    public OptionKey {
        within = List.copyOf(within);
    }

    /** The keys of a record in the order of its components; those of a component that is {@link Inline} in its place. */
    public static List<OptionKey> of(Class<? extends Record> options) {
        return of(options, List.of());
    }

    private static List<OptionKey> of(Class<? extends Record> options, List<RecordComponent> within) {
        List<OptionKey> keys = new ArrayList<>();
        for (RecordComponent component : options.getRecordComponents()) {
            if (component.isAnnotationPresent(Inline.class)) {
                List<RecordComponent> inner = new ArrayList<>(within);
                inner.add(component);
                keys.addAll(of(component.getType().asSubclass(Record.class), inner));
            } else {
                keys.add(of(component, within));
            }
        }
        return List.copyOf(keys);
    }

    /** Its value in options of the record that it is a key of. */
    public Object value(Record options) {
        Record inner = options;
        for (RecordComponent record : within) {
            inner = (Record) OptionRecords.value(inner, record);
        }
        return OptionRecords.value(inner, component);
    }

    /** {@code learningRate} as {@code learning_rate}. */
    public static String snakeCase(String camelCase) {
        return HUMP.matcher(camelCase).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** The form of an enum constant in a file. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The values of an enum as written in a file. */
    public static List<String> written(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(constant -> written((Enum<?>) constant))
                .toList();
    }

    /** The range in words, for example {@code at least 1} or {@code at least 0 and below 1}; empty without one. */
    public String rangeInWords() {
        return range == null ? "" : words(range);
    }

    /** Returns whether a number is in the range; infinity and NaN never are. */
    public boolean allows(double value) {
        return range == null
                || (Double.isFinite(value)
                        && value >= range.min()
                        && value <= range.max()
                        && value > range.above()
                        && value < range.below());
    }

    private static String words(Range range) {
        StringBuilder words = new StringBuilder();
        append(words, "at least ", range.min());
        append(words, "above ", range.above());
        append(words, "at most ", range.max());
        append(words, "below ", range.below());
        return words.toString();
    }

    private static void append(StringBuilder words, String relation, double bound) {
        if (Double.isFinite(bound)) {
            String number = bound == Math.rint(bound) && Math.abs(bound) < 1e15
                    ? Long.toString((long) bound)
                    : Double.toString(bound);
            words.append(words.isEmpty() ? "" : " and ").append(relation).append(number);
        }
    }

    private static OptionKey of(RecordComponent component, List<RecordComponent> within) {
        Description description = component.getAnnotation(Description.class);
        Default preset = component.getAnnotation(Default.class);
        Key key = component.getAnnotation(Key.class);
        return new OptionKey(
                key == null ? snakeCase(component.getName()) : key.value(),
                component.getGenericType(),
                description == null ? "" : description.value(),
                preset == null ? null : preset.value(),
                component.getAnnotation(Range.class),
                component,
                within);
    }
}
