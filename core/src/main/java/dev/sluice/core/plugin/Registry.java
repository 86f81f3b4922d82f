package dev.sluice.core.plugin;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.option.NoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** All components of the loaded plugins, by kind and id. Immutable. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Registry {
    private final List<LoadedPlugin> plugins;
    private final Map<ComponentKey, Component<?, ?>> components = new TreeMap<>(
            Comparator.comparing((ComponentKey key) -> key.kind().getName()).thenComparing(ComponentKey::id));

    private final Map<ComponentKey, LoadedPlugin> contributors;

    private final Map<String, ClassLoader> loaders;

    /**
     * A registry.
     *
     * @param contributors plugins by their components
     * @param loaders of the plugins' classes, by the plugins' ids
     */
    Registry(
            List<LoadedPlugin> plugins,
            Map<ComponentKey, Component<?, ?>> components,
            Map<ComponentKey, LoadedPlugin> contributors,
            Map<String, ClassLoader> loaders) {
        this.loaders = Map.copyOf(loaders);
        this.plugins = List.copyOf(plugins);
        this.components.putAll(components);
        this.contributors = Map.copyOf(contributors);
    }

    /** The plugins in use, sorted by id. */
    public List<LoadedPlugin> plugins() {
        return plugins;
    }

    /** All components, sorted by kind and id. */
    public List<Component<?, ?>> components() {
        return List.copyOf(components.values());
    }

    /** The plugin that a component comes from. */
    public LoadedPlugin contributor(Component<?, ?> component) {
        return Objects.requireNonNull(contributors.get(new ComponentKey(component.kind(), component.id())));
    }

    /** The ids of a kind, sorted. */
    public List<String> ids(Class<?> kind) {
        return components.keySet().stream()
                .filter(key -> key.kind().equals(kind))
                .map(ComponentKey::id)
                .toList();
    }

    /** Returns whether a component is registered. */
    public boolean has(Class<?> kind, String id) {
        return components.containsKey(new ComponentKey(kind, id));
    }

    /**
     * A component.
     *
     * @throws PluginException if there is none; it lists the known ids and suggests the nearest
     */
    @SuppressWarnings("unchecked") // a component is registered under its own kind
    public <T> Component<T, ?> lookup(Class<T> kind, String id) {
        Component<?, ?> component = components.get(new ComponentKey(kind, id));
        if (component == null) {
            throw new PluginException(List.of(unknown(kind, id) + " [Sluice/UnknownComponent]"));
        }
        return (Component<T, ?>) component;
    }

    /**
     * Makes a component. A component of a user's plugin is guarded: its failures name the plugin at fault.
     *
     * @throws IllegalArgumentException if the options do not fit together
     * @throws PluginException if the plugin fails
     */
    public <T, O extends Record> T make(Component<T, O> component, O options) {
        LoadedPlugin plugin = contributor(component);
        if (plugin.bundled()) {
            return component.factory().apply(options);
        }
        PluginCall call = new PluginCall(
                "the " + words(component.kind()) + " '" + component.id() + "' of the plugin '" + plugin.id() + "' ("
                        + plugin.source() + ")",
                loaders.get(plugin.id()));
        T made;
        try {
            made = call.value("new", () -> component.factory().apply(options));
        } catch (PluginArgumentException e) {
            throw e.own();
        }
        return GuardedComponent.of(component.kind(), made, call);
    }

    /**
     * Checks a component that a program passes in.
     *
     * @throws NullPointerException if it is null
     */
    public static void requireGiven(Class<?> kind, String id, @Nullable Object component) {
        Objects.requireNonNull(component, () -> "the " + words(kind) + " '" + id + "' must be an object, but is null");
    }

    /**
     * A copy with one more component, made by a program. In the records of runs it counts as a separate plugin, with the SHA-256 of the jar or
     * folder that the component's class came from.
     *
     * @throws PluginException if the kind has a component of this id
     * @throws IllegalArgumentException if the id is not kebab-case
     */
    public <T> Registry with(Class<T> kind, String id, T component) {
        requireGiven(kind, id, component);
        if (has(kind, id)) {
            throw new PluginException(List.of("the " + words(kind) + " '" + id
                    + "' must have an id of its own, but one comes from the" + " plugin '"
                    + contributor(lookup(kind, id)).id() + "'; choose another [Sluice/DuplicateComponent]"));
        }
        Path source = PluginSearch.sourceOf(component.getClass());
        String description = "Given by the program";
        ComponentKey key = new ComponentKey(kind, id);
        Map<ComponentKey, Component<?, ?>> more = new HashMap<>(components);
        more.put(key, new Component<>(id, kind, description, NoOptions.class, none -> component));
        Map<ComponentKey, LoadedPlugin> origins = new HashMap<>(contributors);
        LoadedPlugin origin = new LoadedPlugin(
                "given-" + words(kind).replace(' ', '-') + "-" + id,
                "program",
                description,
                source,
                sha256(source),
                true);
        origins.put(key, origin);
        List<LoadedPlugin> all = new ArrayList<>(plugins);
        all.add(origin);
        all.sort(Comparator.comparing(LoadedPlugin::id));
        return new Registry(all, more, origins, loaders);
    }

    private static String sha256(Path source) {
        try {
            return Files.exists(source) ? Fingerprint.of(source) : "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The error message about an unknown id. */
    public String unknown(Class<?> kind, String id) {
        List<String> ids = ids(kind);
        String available = ids.isEmpty()
                ? "no loaded plugin offers one; add its jar to 'plugins' or to the folder ./plugins"
                : "there is " + String.join(", ", ids);
        return "no " + words(kind) + " is called '" + id + "'" + Suggestions.question(id, ids) + " (" + available + ")";
    }

    /** A kind in words: {@code data source} for {@code DataSource}. */
    public static String words(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
