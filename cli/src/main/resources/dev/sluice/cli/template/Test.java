package @package@;

import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.testkit.PluginContract;

final class @Class@Test extends PluginContract {
    @Override
    protected SluicePlugin plugin() {
        return new @Class@Plugin();
    }
}
