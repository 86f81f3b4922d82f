package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.Types;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.option.AnyNames;
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
import java.util.stream.Stream;

/** The JSON Schema (2020-12) of the experiment file, made from the records that it is bound to, for editors. */
public final class ExperimentSchema {
    private static final String TUNE = ExperimentLoader.TUNE;
    private static final String DOMAIN = "domain";

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
        schema.putAll(writer.experiment());
        schema.put("$defs", writer.kinds);
        return Json.pretty(schema);
    }

    /** An experiment's keys, and the block that says how to search. */
    private Map<String, Object> experiment() {
        kinds.put(DOMAIN, domain());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addKeys(ExperimentConfig.class, "", properties, required);
        Map<String, Object> tune = object(TuneConfig.class, TUNE);
        tune.put("description", "How 'sluice tune' searches the domains");
        properties.put(TUNE, tune);
        return object(properties, required);
    }

    private Map<String, Object> object(Class<? extends Record> type, String path) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addKeys(type, path, properties, required);
        return object(properties, required);
    }

    private void addKeys(
            Class<? extends Record> type, String path, Map<String, Object> properties, List<String> required) {
        for (OptionKey key : OptionKey.of(type)) {
            properties.put(key.name(), property(key, path.isEmpty() ? key.name() : path + "." + key.name()));
            if (key.preset() == null) {
                required.add(key.name());
            }
        }
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

    private Map<String, Object> property(OptionKey key, String path) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", key.description());
        schema.putAll(open(value(key.type(), key, path), path));
        boolean isScalar = key.type() instanceof Class<?> plain && !plain.isRecord() && !Types.isKind(plain);
        if (key.preset() != null && isScalar) {
            schema.put("default", preset((Class<?>) key.type(), key.preset()));
        }
        return schema;
    }

    /** A value, or a domain of such, where a value may be open. */
    private static Map<String, Object> open(Map<String, Object> value, String path) {
        boolean isSettled = Stream.concat(OpenChecks.SETTLED.stream(), Stream.of(TUNE))
                .anyMatch(settled -> path.equals(settled) || path.startsWith(settled + "."));
        // A block is open in its keys.
        boolean isBlock = "object".equals(value.get("type"));
        return isSettled || isBlock
                ? value
                : new LinkedHashMap<>(Map.of("anyOf", List.of(value, Map.of("$ref", "#/$defs/" + DOMAIN))));
    }

    private static Map<String, Object> domain() {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("choice", typed("array", "One of these"));
        choice.put("ordered", typed("boolean", "Whether neighbors are alike"));
        Map<String, Object> domain = new LinkedHashMap<>();
        domain.put("description", "A domain, for 'sluice tune' to search");
        domain.put(
                "anyOf",
                List.of(
                        range("int", "integer", "Whole numbers from the first to the second"),
                        range("float", "number", "Numbers from the first to the second"),
                        object(choice, List.of("choice"))));
        return domain;
    }

    private static Map<String, Object> range(String kind, String number, String description) {
        Map<String, Object> bounds = typed("array", description);
        bounds.put("items", Map.of("type", number));
        bounds.put("minItems", 2);
        bounds.put("maxItems", 2);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(kind, bounds);
        properties.put("log", typed("boolean", "Whether equal ratios get equal shares"));
        properties.put("step", typed(number, "Distance of two values"));
        return object(properties, List.of(kind));
    }

    private static Map<String, Object> typed(String type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", description);
        return schema;
    }

    private static Object preset(Class<?> type, String preset) {
        Object parsed = type.isEnum()
                ? preset
                : Types.parse(type, new YamlNode.Scalar(preset, false, SourceLocation.of("default")));
        return parsed == null ? preset : parsed;
    }

    private Map<String, Object> value(Type type, OptionKey key, String path) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Map.class) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "object");
                schema.put(
                        "additionalProperties",
                        key.component().isAnnotationPresent(AnyNames.class)
                                ? Map.of("type", List.of("string", "number", "boolean"))
                                : open(value(generic.getActualTypeArguments()[1], key, path), path));
                return schema;
            }
            if (generic.getRawType() == Choice.class) {
                return choice((Class<?>) argument);
            }
            Map<String, Object> item = open(value(argument, key, path), path);
            return key.component().isAnnotationPresent(Shorthand.class)
                    ? new LinkedHashMap<>(Map.of("anyOf", List.of(item, array(item))))
                    : array(item);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            Map<String, Object> block = object(plain.asSubclass(Record.class), path);
            return plain.isAnnotationPresent(Shorthand.class)
                    ? new LinkedHashMap<>(Map.of("anyOf", List.of(Map.of("type", "string"), block)))
                    : block;
        }
        if (Types.isKind(plain)) {
            return key.component().isAnnotationPresent(Shorthand.class)
                    ? new LinkedHashMap<>(Map.of("anyOf", List.of(choice(plain), besideTheName(plain, key))))
                    : choice(plain);
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

    /** Options beside a component's name, or alone where they are those of the default. */
    private Map<String, Object> besideTheName(Class<?> kind, OptionKey key) {
        List<Object> forms = new ArrayList<>();
        for (Component<?, ?> component : registry.components()) {
            if (component.kind().equals(kind)) {
                Map<String, Object> properties = new LinkedHashMap<>();
                List<String> required = new ArrayList<>();
                properties.put("name", Map.of("const", component.id()));
                if (!component.id().equals(key.preset())) {
                    required.add("name");
                }
                addKeys(component.options(), "options", properties, required);
                forms.add(object(properties, required));
            }
        }
        return new LinkedHashMap<>(Map.of("anyOf", forms));
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
            properties.put("options", object(component.options(), "options"));
            forms.add(object(properties, List.of("name")));
        }
        Map<String, Object> searched = new LinkedHashMap<>();
        searched.put("name", Map.of("$ref", "#/$defs/" + DOMAIN));
        searched.put("options", Map.of("type", "object"));
        forms.add(object(searched, List.of("name")));
        return new LinkedHashMap<>(Map.of("anyOf", forms));
    }
}
