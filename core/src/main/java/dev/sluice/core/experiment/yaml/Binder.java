package dev.sluice.core.experiment.yaml;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Registry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds a tree to records. A problem is noted and the rest is still bound: a method that returns null has noted a problem.
 */
public final class Binder {
    /** The id of a problem with a component that no loaded plugin has. */
    static final String UNKNOWN_COMPONENT = "UnknownComponent";

    private static final String NAME = "[A-Za-z][A-Za-z0-9_]*";

    private final Registry registry;
    private final Problems problems;
    private final ComponentBinder components;

    public Binder(Registry registry, Problems problems) {
        this.registry = registry;
        this.problems = problems;
        this.components = new ComponentBinder(this, registry, problems);
    }

    /** A record with defaults for the keys that are missing. */
    public <R extends Record> @Nullable BoundValue<R> record(Class<R> type, YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
            return record(type, YamlNode.Fields.none(node.place()), path);
        }
        List<OptionKey> keys = OptionKey.of(type);
        List<String> names = keys.stream().map(OptionKey::name).toList();
        if (node instanceof YamlNode.Scalar && type.isAnnotationPresent(Shorthand.class)) {
            YamlNode.Field only = new YamlNode.Field(node.place(), node);
            return record(type, new YamlNode.Fields(Map.of(names.getFirst(), only), node.place()), path);
        }
        if (!(node instanceof YamlNode.Fields fields)) {
            problems.wrongType(node, path, "a block of keys (" + String.join(", ", names) + ")");
            return null;
        }
        noteUnknownKeys(fields, names, keys, path);
        List<Object> values = new ArrayList<>();
        Map<String, YamlNode.Field> resolved = new LinkedHashMap<>();
        int presets = 0;
        for (OptionKey key : keys) {
            BoundValue<?> bound = field(key, fields, path);
            presets += fields.values().containsKey(key.name()) ? 0 : 1;
            if (bound != null) {
                values.add(bound.value());
                resolved.put(key.name(), new YamlNode.Field(fields.place(), bound.node()));
            }
        }
        R made = values.size() < keys.size() ? null : create(type, values, presets, fields.place(), path);
        return made == null ? null : new BoundValue<>(made, new YamlNode.Fields(resolved, fields.place()));
    }

    private @Nullable BoundValue<?> field(OptionKey key, YamlNode.Fields fields, String path) {
        String inner = path + "." + key.name();
        YamlNode.Field field = fields.values().get(key.name());
        if (field != null && !(field.value() instanceof YamlNode.Scalar scalar && scalar.isNull())) {
            return value(key.type(), field.value(), inner, key);
        }
        SourceLocation place = field == null ? fields.place() : field.keyPlace();
        String preset = key.preset();
        return preset != null
                ? preset(preset, key, place, inner)
                : problems.note(place, inner, "this key is missing" + explained(key), "MissingKey");
    }

    /** Binds a default. A problem with it is not the fault of the file's author. */
    private @Nullable BoundValue<?> preset(String preset, OptionKey key, SourceLocation place, String path) {
        Problems own = new Problems();
        BoundValue<?> bound = new Binder(registry, own).value(key.type(), YamlReader.preset(preset, place), path, key);
        for (Problem problem : own.all()) {
            // A component that is not loaded is missing; what its own options lack is the user's to give.
            boolean wrong = problem.path().equals(path) && !problem.id().equals(UNKNOWN_COMPONENT);
            problems.note(
                    problem.place(),
                    problem.path(),
                    problem.finding()
                            + (wrong
                                    ? "; this is the default: correct "
                                            + key.component()
                                                    .getDeclaringRecord()
                                                    .getName()
                                    : ""),
                    wrong ? "BadDefault" : problem.id());
        }
        return bound;
    }

    private @Nullable BoundValue<?> value(Type type, YamlNode node, String path, OptionKey key) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Map.class) {
                return named(generic.getActualTypeArguments()[1], node, path, key);
            }
            return generic.getRawType() == Choice.class
                    ? components.choice((Class<?>) argument, node, path, key)
                    : items(argument, node, path, key);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain.asSubclass(Record.class), node, path);
        }
        if (Types.isKind(plain)) {
            return components.component(plain, node, path, key);
        }
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
            return problems.wrongType(node, path, Types.words(plain));
        }
        return plain.isEnum() ? constant(plain, scalar, path) : scalar(plain, scalar, path, key);
    }

    /** A block whose keys are names that the file chooses. */
    private @Nullable BoundValue<?> named(Type valueType, YamlNode node, String path, OptionKey key) {
        if (!(node instanceof YamlNode.Fields fields)) {
            return problems.wrongType(node, path, "a block of names, each with what belongs to it");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, YamlNode.Field> resolved = new LinkedHashMap<>();
        fields.values().forEach((name, field) -> {
            String inner = path + "." + name;
            if (!name.matches(NAME) && !key.component().isAnnotationPresent(AnyNames.class)) {
                problems.note(
                        field.keyPlace(),
                        inner,
                        "a name must begin with a letter and have letters, digits and _ only, but was '" + name + "'",
                        "BadName");
                return;
            }
            BoundValue<?> bound = value(valueType, field.value(), inner, key);
            if (bound != null) {
                values.put(name, bound.value());
                resolved.put(name, new YamlNode.Field(field.keyPlace(), bound.node()));
            }
        });
        return values.size() < fields.values().size()
                ? null
                : new BoundValue<>(Collections.unmodifiableMap(values), new YamlNode.Fields(resolved, fields.place()));
    }

    private @Nullable BoundValue<?> items(Type itemType, YamlNode node, String path, OptionKey key) {
        if (!(node instanceof YamlNode.Items) && key.component().isAnnotationPresent(Shorthand.class)) {
            return items(itemType, new YamlNode.Items(List.of(node), node.place()), path, key);
        }
        if (!(node instanceof YamlNode.Items items)) {
            return problems.wrongType(node, path, "a list, for example [" + Types.sample(itemType) + "]");
        }
        List<Object> values = new ArrayList<>();
        List<YamlNode> resolved = new ArrayList<>();
        int index = 0;
        for (YamlNode item : items.values()) {
            BoundValue<?> bound = value(itemType, item, path + "[" + index++ + "]", key);
            if (bound != null) {
                values.add(bound.value());
                resolved.add(bound.node());
            }
        }
        return values.size() < index
                ? null
                : new BoundValue<>(List.copyOf(values), new YamlNode.Items(resolved, items.place()));
    }

    private @Nullable BoundValue<?> constant(Class<?> enumType, YamlNode.Scalar scalar, String path) {
        List<String> known = OptionKey.written(enumType);
        // Components' names are written with hyphens, so people write constants that way as well.
        int index = known.indexOf(scalar.text().replace('-', '_'));
        return index >= 0
                ? new BoundValue<>(enumType.getEnumConstants()[index], scalar)
                : problems.note(
                        scalar.place(),
                        path,
                        "must be one of " + String.join(", ", known) + ", but was '" + scalar.text() + "'"
                                + Suggestions.question(scalar.text(), known),
                        "UnknownValue");
    }

    private @Nullable BoundValue<?> scalar(Class<?> type, YamlNode.Scalar scalar, String path, OptionKey key) {
        Object value = Types.parse(type, scalar);
        if (value == null) {
            return problems.wrongType(scalar, path, Types.words(type));
        }
        if (value instanceof Number number && !key.allows(number.doubleValue())) {
            String finding = "must be " + key.rangeInWords() + ", but was " + scalar.text();
            return problems.note(scalar.place(), path, finding, "OutOfRange");
        }
        return new BoundValue<>(value, new YamlNode.Scalar(scalar.text(), type == String.class, scalar.place()));
    }

    private <R extends Record> @Nullable R create(
            Class<R> type, List<Object> values, int presets, SourceLocation place, String path) {
        try {
            return OptionRecords.ofKeys(type, values);
        } catch (IllegalArgumentException e) {
            boolean given = values.size() > presets;
            problems.note(
                    place,
                    path,
                    e.getMessage() + (given ? "" : "; these are the defaults: correct " + type.getName()),
                    given ? "BadOptions" : "BadDefault");
            return null;
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof InvocationTargetException failed && failed.getCause() != null) {
                throw PluginException.failed("the options record " + type.getName(), "new", failed.getCause(), type);
            }
            throw e;
        }
    }

    /** Notes the keys that are unknown. */
    void noteUnknownKeys(YamlNode.Fields fields, List<String> known, String path) {
        noteUnknownKeys(fields, known, List.of(), path);
    }

    /** The same where keys may have blocks with keys of their own. */
    private void noteUnknownKeys(YamlNode.Fields fields, List<String> known, List<OptionKey> keys, String path) {
        for (Map.Entry<String, YamlNode.Field> field : fields.values().entrySet()) {
            String name = field.getKey();
            if (!known.contains(name)) {
                String there =
                        known.isEmpty() ? "there are no keys here" : "the keys here are " + String.join(", ", known);
                problems.note(
                        field.getValue().keyPlace(),
                        path + "." + name,
                        "unknown key '" + name + "'" + DeeperKeys.question(name, known, keys) + " (" + there + ")",
                        "UnknownKey");
            }
        }
    }

    private static String explained(OptionKey key) {
        return key.description().isEmpty() ? "" : " (" + key.description() + ")";
    }
}
