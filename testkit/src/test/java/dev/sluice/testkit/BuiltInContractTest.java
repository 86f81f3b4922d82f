package dev.sluice.testkit;

import dev.sluice.core.plugin.CorePlugin;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.export.ExportPlugin;
import org.junit.jupiter.api.Nested;

/** Losses, metrics, schedules, initializers and the exporter under the contracts that plugins are held to. */
class BuiltInContractTest {
    @Nested
    class Core extends PluginContract {
        @Override
        protected SluicePlugin plugin() {
            return new CorePlugin();
        }
    }

    @Nested
    class Export extends PluginContract {
        @Override
        protected SluicePlugin plugin() {
            return new ExportPlugin();
        }
    }
}
