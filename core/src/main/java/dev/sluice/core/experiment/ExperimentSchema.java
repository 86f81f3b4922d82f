package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.yaml.Place;
import dev.sluice.core.experiment.yaml.Types;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Range;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema (2020-12) of the experiment file, made from the records that it is bound to, for editors. */
public final class ExperimentSchema {
    private final Registry registry;
    /** By kind: components may hold components of their own kind, so each kind is written once and referred to. */
    private final Map<String, Object> kinds = new LinkedHashMap<>();

    private ExperimentSchema(Registry registry) {
        this.registry = registry;
    }

    /** The schema with the components that are registered. */
    public static String of(Registry registry) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Sluice experiment");
        ExperimentSchema writer = new ExperimentSchema(registry);
        schema.putAll(writer.object(ExperimentConfig.class));
        schema.put("$defs", writer.kinds);
        return Json.pretty(schema);
    }

    private Map<String, Object> object(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (OptionKey key : OptionKey.of(type)) {
            properties.put(key.name(), property(key));
            if (key.preset() == null) {
                required.add(key.name());
            }
        }
        return object(properties, required);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> property(OptionKey key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", key.description());
        schema.putAll(value(key.type(), key));
        boolean isScalar = key.type() instanceof Class<?> plain && !plain.isRecord() && !Types.isKind(plain);
        if (key.preset() != null && isScalar) {
            schema.put("default", preset((Class<?>) key.type(), key.preset()));
        }
        return schema;
    }

    private static Object preset(Class<?> type, String preset) {
        Object parsed =
                type.isEnum() ? preset : Types.parse(type, new YamlNode.Scalar(preset, false, Place.of("default")));
        return parsed == null ? preset : parsed;
    }

    private Map<String, Object> value(Type type, OptionKey key) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Map.class) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "object");
                schema.put("additionalProperties", value(generic.getActualTypeArguments()[1], key));
                return schema;
            }
            if (generic.getRawType() == Choice.class) {
                return choice((Class<?>) argument);
            }
            Map<String, Object> item = value(argument, key);
            return argument == String.class
                    ? new LinkedHashMap<>(Map.of("anyOf", List.of(array(item), item)))
                    : array(item);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            Map<String, Object> block = object(plain.asSubclass(Record.class));
            return plain.isAnnotationPresent(Shorthand.class)
                    ? new LinkedHashMap<>(Map.of("anyOf", List.of(Map.of("type", "string"), block)))
                    : block;
        }
        if (Types.isKind(plain)) {
            return choice(plain);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        if (plain.isEnum()) {
            schema.put("enum", OptionKey.written(plain));
        } else if (plain == String.class) {
            schema.put("type", "string");
        } else if (Types.isBoolean(plain)) {
            schema.put("type", "boolean");
        } else {
            schema.put("type", Types.isWhole(plain) ? "integer" : "number");
            limits(schema, key);
        }
        return schema;
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", items);
        return schema;
    }

    private static void limits(Map<String, Object> schema, OptionKey key) {
        Range range = key.range();
        if (range != null) {
            limit(schema, "minimum", range.min());
            limit(schema, "exclusiveMinimum", range.above());
            limit(schema, "maximum", range.max());
            limit(schema, "exclusiveMaximum", range.below());
        }
    }

    private static void limit(Map<String, Object> schema, String keyword, double bound) {
        if (Double.isFinite(bound)) {
            schema.put(keyword, bound == Math.rint(bound) ? (Object) (long) bound : (Object) bound);
        }
    }

    private Map<String, Object> choice(Class<?> kind) {
        String name = kind.getSimpleName();
        if (!kinds.containsKey(name)) {
            // In its place before its components are looked at: they may refer to it.
            kinds.put(name, Map.of());
            kinds.put(name, forms(kind));
        }
        return new LinkedHashMap<>(Map.of("$ref", "#/$defs/" + name));
    }

    /** Either a name alone, where no option is required, or a block for each component. */
    private Map<String, Object> forms(Class<?> kind) {
        List<Object> forms = new ArrayList<>();
        List<Component<?, ?>> components = registry.components().stream()
                .filter(component -> component.kind().equals(kind))
                .toList();
        if (!components.isEmpty()) {
            forms.add(Map.of("enum", components.stream().map(Component::id).toList()));
        }
        for (Component<?, ?> component : components) {
            Map<String, Object> properties = new LinkedHashMap<>();
            Map<String, Object> name = new LinkedHashMap<>();
            name.put("const", component.id());
            name.put("description", component.description());
            properties.put("name", name);
            properties.put("options", object(component.options()));
            forms.add(object(properties, List.of("name")));
        }
        return new LinkedHashMap<>(Map.of("anyOf", forms));
    }
}
