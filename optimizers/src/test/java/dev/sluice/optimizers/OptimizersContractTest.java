package dev.sluice.optimizers;

import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.testkit.PluginContract;

class OptimizersContractTest extends PluginContract {
    @Override
    protected SluicePlugin plugin() {
        return new OptimizersPlugin();
    }
}
