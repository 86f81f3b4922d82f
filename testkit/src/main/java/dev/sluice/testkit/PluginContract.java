package dev.sluice.testkit;

import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.plugin.SluicePlugin;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of plugins: id and components are right, and each component keeps the promises of its kind, with
 * its options at their defaults and each of them changed. The same as {@code sluice plugin check}.
 *
 * <pre>{@code
 * final class MyPluginTest extends PluginContract {
 *     @Override
 *     protected SluicePlugin plugin() {
 *         return new MyPlugin();
 *     }
 * }
 * }</pre>
 *
 * <p>A component with an option that has no default is checked with the example that {@link #options} gives.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class PluginContract {
    /** The plugin to be checked. */
    protected abstract SluicePlugin plugin();

    /**
     * The options to check a component with, in YAML as in an experiment file; the defaults unless overridden. A component
     * with an option that has no default, such as a data source with a file, needs an example here.
     */
    protected String options(Component<?, ?> component) {
        return "{}";
    }

    /** The folder that paths in options are relative to; the project's folder unless overridden. */
    protected Path folder() {
        return Path.of("");
    }

    /** Returns whether a component is checked; all are unless overridden, as for one that needs a server or a program around it. */
    protected boolean isChecked(Component<?, ?> component) {
        return true;
    }

    /** All checks of all components of {@link #plugin}. */
    @TestFactory
    final Stream<DynamicNode> contract() {
        Registry registry = Plugins.of(plugin());
        return registry.components().stream()
                .filter(this::isChecked)
                .map(component -> DynamicContainer.dynamicContainer(
                        Registry.words(component.kind()) + " " + component.id(), tests(component, registry)));
    }

    private Stream<DynamicTest> tests(Component<?, ?> component, Registry registry) {
        return Tests.of(new ComponentChecks(registry, folder()).of(component, options(component)));
    }
}
