package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.ComponentKey;
import dev.sluice.core.plugin.SluicePlugin;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CellsPluginTest {
    @Test
    void serviceFile_onTheClassPath_namesThePlugin() {
        assertThat(ServiceLoader.load(SluicePlugin.class).stream().map(ServiceLoader.Provider::type))
                .contains(CellsPlugin.class);
    }

    @Test
    void module_installed_contributesTheCatalogue() {
        Injector injector = Guice.createInjector(new CellsPlugin().module());
        Map<ComponentKey, Component<?, ?>> components =
                injector.getInstance(Key.get(new TypeLiteral<Map<ComponentKey, Component<?, ?>>>() {}));
        List<String> ids = components.keySet().stream()
                .filter(key -> key.kind() == Cell.class)
                .map(ComponentKey::id)
                .toList();
        assertThat(ids)
                .containsExactly(
                        "atr",
                        "fast-grnn",
                        "ggnn",
                        "gru",
                        "gru-1",
                        "gru-2",
                        "gru-3",
                        "gru-d",
                        "indrnn",
                        "irnn",
                        "janet",
                        "layer-norm-gru",
                        "layer-norm-lstm",
                        "lmu",
                        "lstm",
                        "mgu",
                        "min-gru",
                        "min-lstm",
                        "mlstm",
                        "mut-1",
                        "mut-2",
                        "mut-3",
                        "phased-lstm",
                        "qrnn",
                        "ran",
                        "recurrent-highway",
                        "rnn",
                        "slstm",
                        "sru",
                        "time-lstm",
                        "ugrnn");
    }
}
