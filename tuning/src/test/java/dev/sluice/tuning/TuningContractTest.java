package dev.sluice.tuning;

import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.testkit.PluginContract;

/** Samplers and pruners under the contracts that plugins are held to. */
final class TuningContractTest extends PluginContract {
    @Override
    protected SluicePlugin plugin() {
        return new TuningPlugin();
    }
}
