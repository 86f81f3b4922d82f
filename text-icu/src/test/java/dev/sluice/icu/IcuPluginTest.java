package dev.sluice.icu;

import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.testkit.PluginContract;

final class IcuPluginTest extends PluginContract {
    @Override
    protected SluicePlugin plugin() {
        return new IcuPlugin();
    }
}
