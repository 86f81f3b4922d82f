package dev.sluice.cli;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Registry;
import java.util.List;

/** Components by the names that users type: {@code gru}, or {@code cell/gru} where several kinds know the id. */
final class ComponentNames {
    private ComponentNames() {}

    /** The full name, {@code data-source/csv}. */
    static String of(Component<?, ?> component) {
        return Registry.words(component.kind()).replace(' ', '-') + "/" + component.id();
    }

    /**
     * The component of a name.
     *
     * @throws PluginException if there is none or more than one; it lists the known ones
     */
    static Component<?, ?> find(String name, Registry registry) {
        List<Component<?, ?>> found = registry.components().stream()
                .filter(component ->
                        of(component).equals(name) || component.id().equals(name))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<String> names = (found.isEmpty() ? registry.components() : found)
                .stream().map(ComponentNames::of).toList();
        if (!found.isEmpty()) {
            throw new PluginException(List.of("'" + name + "' is the id of several components: say "
                    + String.join(" or ", names) + " [Sluice/AmbiguousComponent]"));
        }
        List<String> known = name.contains("/")
                ? names
                : registry.components().stream().map(Component::id).toList();
        throw new PluginException(List.of("there is no component '" + name + "'" + Suggestions.question(name, known)
                + " ('sluice plugin list' says what there is; bring your own along with --plugin my.jar)"
                + " [Sluice/UnknownComponent]"));
    }
}
