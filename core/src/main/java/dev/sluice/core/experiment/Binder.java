package dev.sluice.core.experiment;

import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Suggestions;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a tree. What is wrong is noted and the rest still looked at: a method that gives null has noted why.
 */
final class Binder {
    private final Registry registry;
    private final List<Problem> problems;

    Binder(Registry registry, List<Problem> problems) {
        this.registry = registry;
        this.problems = problems;
    }

    /** A record with defaults for the keys that are missing. */
    <R extends Record> @Nullable R record(Class<R> type, YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
            return record(type, new YamlNode.Fields(new LinkedHashMap<>(), node.place()), path);
        }
        if (!(node instanceof YamlNode.Fields fields)) {
            return wrongType(node, path, "a block of keys (" + String.join(", ", names(type)) + ")");
        }
        noteUnknownKeys(fields, names(type), path);
        List<@Nullable Object> values = new ArrayList<>();
        for (OptionKey key : OptionKey.of(type)) {
            values.add(field(key, fields, path));
        }
        return values.contains(null) ? null : create(type, values, fields.place(), path);
    }

    private @Nullable Object field(OptionKey key, YamlNode.Fields fields, String path) {
        String inner = path + "." + key.name();
        YamlNode.Field field = fields.values().get(key.name());
        YamlNode node = field == null ? null : field.value();
        if (field != null && node instanceof YamlNode.Scalar scalar && scalar.isNull() && key.preset() != null) {
            node = null;
        }
        if (node != null) {
            return value(key.type(), node, inner, key);
        }
        if (key.preset() != null) {
            Place place = Place.of(field == null ? fields.place().source() : field.keyPlace().source());
            return value(key.type(), YamlReader.snippet(key.preset(), place.source(), problems), inner, key);
        }
        Place place = field == null ? fields.place() : field.keyPlace();
        return note(place, inner, "this key is missing: " + lowerFirst(key.description()), "MissingKey");
    }

    private @Nullable Object value(Type type, YamlNode node, String path, OptionKey key) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Choice.class) {
            return choice((Class<?>) generic.getActualTypeArguments()[0], node, path, key);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return items(generic.getActualTypeArguments()[0], node, path, key);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain.asSubclass(Record.class), node, path);
        }
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
            return wrongType(node, path, Types.words(plain));
        }
        return plain.isEnum() ? constant(plain, scalar, path) : scalar(plain, scalar, path, key);
    }

    private @Nullable Object items(Type itemType, YamlNode node, String path, OptionKey key) {
        if (!(node instanceof YamlNode.Items items)) {
            return wrongType(node, path, "a list, for example [" + Types.sample(itemType) + "]");
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (YamlNode item : items.values()) {
            values.add(value(itemType, item, path + "[" + values.size() + "]", key));
        }
        return values.contains(null) ? null : List.copyOf(values);
    }

    private @Nullable Object constant(Class<?> enumType, YamlNode.Scalar scalar, String path) {
        List<String> known = OptionKey.written(enumType);
        int index = known.indexOf(scalar.text());
        return index >= 0
                ? enumType.getEnumConstants()[index]
                : note(
                        scalar.place(),
                        path,
                        "must be one of " + String.join(", ", known) + ", but was '" + scalar.text() + "'"
                                + Suggestions.question(scalar.text(), known),
                        "UnknownValue");
    }

    private @Nullable Object scalar(Class<?> type, YamlNode.Scalar scalar, String path, OptionKey key) {
        Object value = Types.parse(type, scalar);
        if (value == null) {
            return wrongType(scalar, path, Types.words(type));
        }
        if (value instanceof Number number && !key.allows(number.doubleValue())) {
            return note(
                    scalar.place(), path, "must be " + key.rangeInWords() + ", but was " + scalar.text(), "OutOfRange");
        }
        return value;
    }

    private @Nullable Choice<?> choice(Class<?> kind, YamlNode node, String path, OptionKey key) {
        YamlNode.Fields none = new YamlNode.Fields(new LinkedHashMap<>(), node.place());
        if (node instanceof YamlNode.Scalar name && !name.isNull()) {
            return choice(kind, name, none, path);
        }
        if (!(node instanceof YamlNode.Fields fields)) {
            return wrongType(node, path, "a " + Registry.words(kind) + ": its name, or {name: …, options: {…}}");
        }
        noteUnknownKeys(fields, List.of("name", "options"), path);
        YamlNode options = fields.values().containsKey("options")
                ? fields.values().get("options").value()
                : none;
        if (fields.values().get("name") instanceof YamlNode.Field(Place ignored, YamlNode.Scalar name) && !name.isNull()) {
            return choice(kind, name, options, path);
        }
        if (key.preset() != null) {
            return choice(kind, new YamlNode.Scalar(presetName(key), false, fields.place()), options, path);
        }
        return note(
                fields.place(),
                path + ".name",
                "this key is missing: name one of " + String.join(", ", registry.ids(kind)),
                "MissingKey");
    }

    /** The name in a default such as {@code adam} or {@code {name: adam}}. */
    private static String presetName(OptionKey key) {
        YamlNode preset = YamlReader.snippet(String.valueOf(key.preset()), "default", new ArrayList<>());
        return preset instanceof YamlNode.Fields fields
                        && fields.values().get("name") instanceof YamlNode.Field(Place ignored, YamlNode.Scalar name)
                ? name.text()
                : String.valueOf(key.preset());
    }

    private @Nullable Choice<?> choice(Class<?> kind, YamlNode.Scalar name, YamlNode options, String path) {
        if (!registry.has(kind, name.text())) {
            return note(name.place(), path, registry.unknown(kind, name.text()), "UnknownComponent");
        }
        return make(registry.lookup(kind, name.text()), options, path);
    }

    private <T, O extends Record> @Nullable Choice<T> make(Component<T, O> component, YamlNode options, String path) {
        O bound = record(component.options(), options, path + ".options");
        if (bound == null) {
            return null;
        }
        try {
            return new Choice<>(component.id(), bound, component.factory().apply(bound));
        } catch (IllegalArgumentException e) {
            return note(options.place(), path + ".options", String.valueOf(e.getMessage()), "BadOptions");
        }
    }

    private <R extends Record> @Nullable R create(
            Class<R> type, List<@Nullable Object> values, Place place, String path) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException cause) {
                return note(place, path, String.valueOf(cause.getMessage()), "BadOptions");
            }
            throw new IllegalStateException(type.getName() + " fails with something else than an IllegalArgumentException", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record " + type.getName() + " cannot be made", e);
        }
    }

    private void noteUnknownKeys(YamlNode.Fields fields, List<String> known, String path) {
        for (Map.Entry<String, YamlNode.Field> field : fields.values().entrySet()) {
            if (!known.contains(field.getKey())) {
                String there = known.isEmpty() ? "there are no keys here" : "the keys here are " + String.join(", ", known);
                note(
                        field.getValue().keyPlace(),
                        path + "." + field.getKey(),
                        "unknown key '" + field.getKey() + "'" + Suggestions.question(field.getKey(), known) + " ("
                                + there + ")",
                        "UnknownKey");
            }
        }
    }

    private <X> @Nullable X wrongType(YamlNode node, String path, String wanted) {
        return note(node.place(), path, "must be " + wanted + ", but was " + node.words(), "WrongType");
    }

    private <X> @Nullable X note(Place place, String path, String finding, String id) {
        problems.add(new Problem(place, path, finding, id));
        return null;
    }

    private static List<String> names(Class<? extends Record> type) {
        Function<OptionKey, String> name = OptionKey::name;
        return OptionKey.of(type).stream().map(name).toList();
    }

    private static String lowerFirst(String sentence) {
        return sentence.isEmpty() ? "it has no default" : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
