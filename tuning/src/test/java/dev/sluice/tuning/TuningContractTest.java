package dev.sluice.tuning;

import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.testkit.PluginContract;
import org.junit.jupiter.api.Tag;

/** Samplers and pruners under the contracts that plugins are held to. */
@Tag("slow")
final class TuningContractTest extends PluginContract {
    @Override
    protected SluicePlugin plugin() {
        return new TuningPlugin();
    }

    @Override
    protected String options(Component<?, ?> component) {
        // Its defaults let every value pass.
        return component.id().equals("threshold") ? "{least: -2.0, most: 2.0}" : super.options(component);
    }
}
