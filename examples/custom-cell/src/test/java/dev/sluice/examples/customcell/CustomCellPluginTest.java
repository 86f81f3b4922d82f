package dev.sluice.examples.customcell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plugin.SluicePlugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CustomCellPluginTest {
    @Test
    void serviceFile_onTheClassPath_namesThePlugin() {
        assertThat(ServiceLoader.load(SluicePlugin.class).stream().map(ServiceLoader.Provider::type))
                .contains(CustomCellPlugin.class);
    }
}
