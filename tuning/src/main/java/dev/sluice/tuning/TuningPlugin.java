package dev.sluice.tuning;

import com.google.inject.Module;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.tuning.pruner.NoPruner;
import dev.sluice.tuning.sampler.RandomSampler;

/** Contributes the built-in samplers and pruners. */
public final class TuningPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "tuning";
    }

    @Override
    public String description() {
        return "Samplers and pruners, which search for good settings";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public Module module() {
        return new Tuning();
    }

    private static final class Tuning extends ComponentModule {
        @Override
        protected void components() {
            samplers();
            pruners();
        }

        private void samplers() {
            add(
                    Sampler.class,
                    "random",
                    "Independent draws from the whole space",
                    NoOptions.class,
                    none -> new RandomSampler());
        }

        private void pruners() {
            add(Pruner.class, "none", "Every trial goes its whole way", NoOptions.class, none -> new NoPruner());
        }
    }
}
