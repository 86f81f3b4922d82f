package dev.sluice.core.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/** Loads plugins and wires their contributions into a {@link Registry}. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Plugins {
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Candidate> byId = new LinkedHashMap<>();
    private final Map<ComponentKey, Candidate> contributors = new LinkedHashMap<>();

    private Plugins() {}

    /** Loads the plugins of the class path and of the folder {@code plugins} in the current one. */
    public static Registry load() {
        return load(Path.of("plugins"), List.of());
    }

    /**
     * Loads the plugins of the class path, of a folder and of further jars.
     *
     * @param folder all {@code *.jar} in it; may be missing
     * @param jars paths of jars, each of which must hold a plugin
     * @throws PluginException with all problems
     */
    public static Registry load(Path folder, List<Path> jars) {
        PluginSearch search = new PluginSearch();
        search.classPath();
        search.folder(folder);
        jars.forEach(search::jar);
        return new Plugins().wire(search.found(), search.problems());
    }

    /** Wires only the given plugins, for tests and for programs that define plugins. */
    public static Registry of(SluicePlugin... plugins) {
        List<Candidate> candidates = Arrays.stream(plugins)
                .map(plugin -> new Candidate(plugin, PluginSearch.sourceOf(plugin.getClass())))
                .toList();
        return new Plugins().wire(candidates, List.of());
    }

    private Registry wire(List<Candidate> candidates, List<String> found) {
        problems.addAll(found);
        List<Module> modules = new ArrayList<>();
        List<LoadedPlugin> loaded = new ArrayList<>();
        for (Candidate candidate : named(candidates)) {
            if (!checkId(candidate)) {
                // A second copy of a plugin: each of its components would be one more problem of the same cause.
                continue;
            }
            try {
                List<Element> elements =
                        candidate.ask("module", plugin -> Elements.getElements(Stage.PRODUCTION, plugin.module()));
                elements.forEach(element -> check(candidate, element));
                modules.add(Elements.getModule(elements));
                describe(candidate, loaded);
            } catch (PluginException | PluginArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        fail();
        Map<ComponentKey, LoadedPlugin> origins = new LinkedHashMap<>();
        contributors.forEach((key, candidate) -> loaded.stream()
                .filter(plugin -> plugin.id().equals(candidate.id()))
                .forEach(plugin -> origins.put(key, plugin)));
        Map<String, ClassLoader> loaders = new LinkedHashMap<>();
        byId.forEach(
                (id, candidate) -> loaders.put(id, candidate.plugin().getClass().getClassLoader()));
        return new Registry(loaded, components(modules), origins, loaders);
    }

    /** The candidates that have an id, in the order of their ids. */
    private List<Candidate> named(List<Candidate> candidates) {
        List<Candidate> named = new ArrayList<>();
        for (Candidate candidate : candidates) {
            try {
                named.add(candidate.named());
            } catch (PluginException | PluginArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        named.sort(Comparator.comparing(Candidate::id));
        return named;
    }

    private boolean checkId(Candidate candidate) {
        String id = candidate.id();
        if (!Component.isId(id)) {
            problems.add("a plugin's id must be kebab-case, for example 'my-plugin', but was '" + id + "' in "
                    + candidate.source() + " [Sluice/PluginId]");
        }
        Candidate first = byId.putIfAbsent(id, candidate);
        if (first != null) {
            problems.add("two plugins have the id '" + id + "': " + place(first) + " and " + place(candidate)
                    + "; remove one of them [Sluice/DuplicatePlugin]");
        }
        return first == null;
    }

    private void check(Candidate candidate, Element element) {
        if (element instanceof Message message) {
            problems.add("plugin '" + candidate.id() + "' (" + place(candidate) + "): " + words(candidate, message)
                    + " [Sluice/BrokenPlugin]");
        }
        if (element instanceof InstanceBinding<?> binding
                && binding.getInstance() instanceof Component<?, ?> component) {
            OptionsShape.problems(component)
                    .forEach(problem -> problems.add(problem + " (" + place(candidate) + ") [Sluice/BadOptions]"));
            Candidate first = contributors.putIfAbsent(new ComponentKey(component.kind(), component.id()), candidate);
            if (first != null) {
                problems.add("two components of the kind " + component.kind().getSimpleName() + " have the id '"
                        + component.id() + "': "
                        + (first.equals(candidate)
                                ? "both in " + place(candidate) + "; rename one, or add it once"
                                : "in " + place(first) + " and in " + place(candidate)
                                        + "; rename one, or remove one of the plugins")
                        + " [Sluice/DuplicateComponent]");
            }
        }
    }

    private void describe(Candidate candidate, List<LoadedPlugin> loaded) {
        SluicePlugin plugin = candidate.plugin();
        try {
            loaded.add(new LoadedPlugin(
                    candidate.id(),
                    candidate.ask("version", SluicePlugin::version),
                    candidate.ask("description", SluicePlugin::description),
                    candidate.source(),
                    PluginLibraries.fingerprint(candidate.source()),
                    Objects.equals(plugin.getClass().getClassLoader(), SluicePlugin.class.getClassLoader())));
        } catch (IOException e) {
            problems.add("plugin '" + candidate.id() + "' (" + place(candidate) + ") cannot be read: " + e.getMessage()
                    + " [Sluice/UnreadablePlugin]");
        }
    }

    private Map<ComponentKey, Component<?, ?>> components(List<Module> modules) {
        TypeLiteral<ComponentKey> key = new TypeLiteral<>() {};
        TypeLiteral<Component<?, ?>> value = new TypeLiteral<>() {};
        Module frame = new AbstractModule() {
            @Override
            protected void configure() {
                binder().requireExplicitBindings();
                MapBinder.newMapBinder(binder(), key, value);
                modules.forEach(this::install);
            }
        };
        try {
            Injector injector = Guice.createInjector(Stage.PRODUCTION, frame);
            return injector.getInstance(Key.get(new TypeLiteral<Map<ComponentKey, Component<?, ?>>>() {}));
        } catch (CreationException e) {
            e.getErrorMessages()
                    .forEach(message -> problems.add("plugins cannot be wired: " + message.getMessage() + " (at "
                            + message.getSource() + ") [Sluice/Wiring]"));
            throw new PluginException(problems);
        }
    }

    /** The message of a plugin's exception, without the text that the container adds. */
    private static String words(Candidate candidate, Message message) {
        Throwable cause = message.getCause();
        return cause == null
                ? message.getMessage()
                : PluginCall.words(cause, candidate.plugin().getClass().getClassLoader());
    }

    private void fail() {
        if (!problems.isEmpty()) {
            throw new PluginException(problems);
        }
    }

    private static String place(Candidate candidate) {
        return candidate.source().toString();
    }
}
