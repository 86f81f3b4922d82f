package dev.sluice.core.experiment;

import dev.sluice.core.experiment.yaml.Binder;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.ChangedValue;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.experiment.yaml.JavaValues;
import dev.sluice.core.experiment.yaml.Overrides;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** Creates components outside of an experiment file, such as exporters with their defaults. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Components {
    private Components() {}

    /**
     * A component with all options at their defaults.
     *
     * @throws ConfigException if an option has no default
     */
    public static <T> T withDefaults(Component<T, ?> component, Registry registry) {
        return with(List.of(), component, registry);
    }

    /**
     * A component with some options, the others at their defaults.
     *
     * @param options each {@code key=value}, the value as YAML
     * @throws ConfigException if they are not options of the component, or one without default is missing
     */
    public static <T> T with(List<String> options, Component<T, ?> component, Registry registry) {
        return make(options, component, registry);
    }

    /**
     * The options of a component from YAML, with defaults for those that are missing.
     *
     * @param yaml a block of keys: {@code {reset: before}}; {@code {}} for the defaults
     * @throws ConfigException if it is not such a block, or an option without default is missing
     */
    @API(status = API.Status.INTERNAL)
    public static <O extends Record> O options(Component<?, O> component, String yaml, Registry registry) {
        Problems problems = new Problems();
        return bound(component, YamlReader.snippet(yaml, "options of " + component.id(), problems), registry, problems);
    }

    /**
     * A component with options as a file holds them.
     *
     * @throws ConfigException if they are not options of the component, or one without default is missing
     */
    static <T, O extends Record> T make(Component<T, O> component, Map<String, Object> options, Registry registry) {
        YamlNode node = JavaValues.node(options, "options of " + component.id());
        return registry.make(component, bound(component, node, registry, new Problems()));
    }

    private static <O extends Record> O bound(
            Component<?, O> component, YamlNode node, Registry registry, Problems problems) {
        BoundValue<O> options = new Binder(registry, problems).record(component.options(), node, "$.options");
        problems.failIfAny("options of " + component.id());
        if (options == null) {
            throw new IllegalStateException("binding the options of " + component.id() + " failed without a word");
        }
        return options.value();
    }

    private static <T, O extends Record> T make(List<String> options, Component<T, O> component, Registry registry) {
        Problems problems = new Problems();
        YamlNode none = YamlNode.Fields.none(SourceLocation.of("options of " + component.id()));
        YamlNode given = Overrides.apply(
                none,
                options.stream()
                        .map(text -> new ChangedValue(text, ChangedValue.Origin.COMPONENT_OPTION))
                        .toList(),
                problems);
        return registry.make(component, bound(component, given, registry, problems));
    }
}
