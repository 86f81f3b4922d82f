package dev.sluice.core.experiment.yaml;

import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Recipe;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates components from their names and options: {@code adam}, or {@code {name: adam, options: {beta1: 0.8}}}. */
final class ComponentBinder {
    private static final String NAME = "name";
    private static final String OPTIONS = "options";

    private final Binder binder;
    private final Registry registry;
    private final Problems problems;

    ComponentBinder(Binder binder, Registry registry, Problems problems) {
        this.binder = binder;
        this.registry = registry;
        this.problems = problems;
    }

    /** A component as it is. */
    @Nullable BoundValue<?> component(Class<?> kind, YamlNode node, String path, OptionKey key) {
        return switch (node) {
            case YamlNode.Scalar name when !name.isNull() -> make(kind, name, YamlNode.Fields.none(node.place()), path);
            case YamlNode.Fields fields -> make(kind, fields, path, key);
            default ->
                problems.wrongType(node, path, "a " + Registry.words(kind) + ": its name, or {name: …, options: {…}}");
        };
    }

    /** A component with its name. */
    @Nullable BoundValue<?> choice(Class<?> kind, YamlNode node, String path, OptionKey key) {
        BoundValue<?> bound = component(kind, node, path, key);
        return bound == null
                ? null
                : new BoundValue<>(
                        new Choice<>(label(bound.node()), bound.value(), recipe(kind, bound.node())), bound.node());
    }

    private @Nullable BoundValue<?> make(Class<?> kind, YamlNode.Fields fields, String path, OptionKey key) {
        boolean flat = key.component().isAnnotationPresent(Shorthand.class);
        if (!flat) {
            binder.noteUnknownKeys(fields, List.of(NAME, OPTIONS), path);
        }
        YamlNode options = fields.get(OPTIONS);
        YamlNode given = options == null ? YamlNode.Fields.none(fields.place()) : options;
        if (flat && given instanceof YamlNode.Fields block) {
            given = beside(fields, block);
        }
        YamlNode name = fields.get(NAME);
        if (name == null && key.preset() != null) {
            // Only options are given: they are meant for the component that is the default.
            YamlNode preset = YamlReader.preset(key.preset(), fields.place());
            name = preset instanceof YamlNode.Fields block ? block.get(NAME) : preset;
        }
        if (name instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return make(kind, scalar, given, path);
        }
        String ids = String.join(", ", registry.ids(kind));
        return name == null
                ? problems.note(fields.place(), path + ".name", "this key is missing; there is " + ids, "MissingKey")
                : problems.wrongType(name, path + ".name", "the name of a " + Registry.words(kind) + " (" + ids + ")");
    }

    /** Options, and those that stand beside the name. */
    private static YamlNode.Fields beside(YamlNode.Fields fields, YamlNode.Fields options) {
        YamlNode.Fields all = options;
        for (Map.Entry<String, YamlNode.Field> field : fields.values().entrySet()) {
            if (!field.getKey().equals(NAME) && !field.getKey().equals(OPTIONS)) {
                all = all.with(field.getKey(), field.getValue());
            }
        }
        return all;
    }

    private @Nullable BoundValue<?> make(Class<?> kind, YamlNode.Scalar name, YamlNode options, String path) {
        // Constants are written with underscores, so people write components' names that way as well.
        String hyphened = name.text().replace('_', '-');
        String id = registry.has(kind, hyphened) ? hyphened : name.text();
        if (!registry.has(kind, id)) {
            return problems.note(name.place(), path, registry.unknown(kind, id), Binder.UNKNOWN_COMPONENT);
        }
        return make(registry.lookup(kind, id), options, path);
    }

    private Recipe recipe(Class<?> kind, YamlNode resolved) {
        YamlNode.Fields fields = (YamlNode.Fields) resolved;
        String id = ((YamlNode.Scalar) Objects.requireNonNull(fields.get(NAME))).text();
        LoadedPlugin plugin = registry.contributor(registry.lookup(kind, id));
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("id", plugin.id());
        origin.put("version", plugin.version());
        Path jar = plugin.source().getFileName();
        origin.put("jar", jar == null ? "" : jar.toString());
        Map<String, Object> options = new LinkedHashMap<>();
        if (fields.get(OPTIONS) instanceof YamlNode.Fields given) {
            given.values().forEach((key, field) -> options.put(key, JavaValues.value(field.value())));
        }
        return new Recipe(id, options, origin);
    }

    private <T, O extends Record> @Nullable BoundValue<?> make(
            Component<T, O> component, YamlNode options, String path) {
        BoundValue<O> bound = binder.record(component.options(), options, path + ".options");
        if (bound == null) {
            return null;
        }
        Map<String, YamlNode.Field> resolved = new LinkedHashMap<>();
        SourceLocation place = options.place();
        resolved.put(NAME, new YamlNode.Field(place, new YamlNode.Scalar(component.id(), true, place)));
        if (bound.node() instanceof YamlNode.Fields fields && !fields.values().isEmpty()) {
            resolved.put(OPTIONS, new YamlNode.Field(place, fields));
        }
        try {
            T made = registry.make(component, bound.value());
            return new BoundValue<>(made, new YamlNode.Fields(resolved, place));
        } catch (IllegalArgumentException e) {
            return problems.note(place, path + ".options", String.valueOf(e.getMessage()), "BadOptions");
        }
    }

    /** {@code accuracy}; with options {@code top-3} for {@code top-k} with a {@code k} of 3, else {@code name(key=value)}. */
    private static String label(YamlNode resolved) {
        if (!(resolved instanceof YamlNode.Fields fields) || !(fields.get(NAME) instanceof YamlNode.Scalar name)) {
            return resolved.words();
        }
        if (!(fields.get(OPTIONS) instanceof YamlNode.Fields options)) {
            return name.text();
        }
        List<String> words = new ArrayList<>(List.of(name.text().split("-")));
        List<String> rest = new ArrayList<>();
        options.values().forEach((key, field) -> {
            String value = YamlWriter.inline(field.value());
            if (!Collections.replaceAll(words, key, value)) {
                rest.add(key + "=" + value);
            }
        });
        return String.join("-", words) + (rest.isEmpty() ? "" : "(" + String.join(", ", rest) + ")");
    }
}
