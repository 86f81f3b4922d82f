package dev.sluice.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.ComponentKey;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.Optimizer;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OptimizersPluginTest {
    @Test
    void module_found_contributesEveryOptimizer() {
        SluicePlugin plugin = ServiceLoader.load(SluicePlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(OptimizersPlugin.class::isInstance)
                .findFirst()
                .orElseThrow();
        Map<ComponentKey, Component<?, ?>> components =
                Guice.createInjector(plugin.module()).getInstance(Key.get(new TypeLiteral<>() {}));
        assertThat(components.keySet())
                .extracting(ComponentKey::id)
                .containsExactlyInAnyOrder(
                        "sgd",
                        "rmsprop",
                        "adagrad",
                        "adadelta",
                        "adam",
                        "adamw",
                        "nadam",
                        "radam",
                        "lamb",
                        "lion",
                        "adafactor",
                        "lookahead",
                        "ema",
                        "swa",
                        "centralized");
        assertThat(components.keySet()).allMatch(key -> key.kind() == Optimizer.class);
    }
}
