package dev.sluice.core.experiment;

import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;

/** Makes components that an experiment does not configure. */
public final class Components {
    private Components() {}

    /**
     * A component with all options at their defaults.
     *
     * @throws ConfigException if an option has no default
     */
    public static <T> T withDefaults(Component<T, ?> component, Registry registry) {
        return make(component, registry);
    }

    private static <T, O extends Record> T make(Component<T, O> component, Registry registry) {
        Problems problems = new Problems();
        Place place = Place.of(component.id());
        Bound<O> options =
                new Binder(registry, problems).record(component.options(), YamlNode.Fields.none(place), "$.options");
        problems.failIfAny(component.id());
        if (options == null) {
            throw new IllegalStateException("binding the defaults of " + component.id() + " failed without a word");
        }
        return component.factory().apply(options.value());
    }
}
