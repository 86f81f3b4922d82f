package dev.sluice.optimizers;

import com.google.inject.Module;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.Optimizer;

/** Contributes the built-in optimizers. */
public final class OptimizersPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "optimizers";
    }

    @Override
    public String description() {
        return "Optimizers: SGD, RMSProp, Adagrad, Adam and AdamW";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public Module module() {
        return new Optimizers();
    }

    private static final class Optimizers extends ComponentModule {
        @Override
        protected void components() {
            add(Optimizer.class, "sgd", "Gradient descent, with momentum or Nesterov's", Sgd.Options.class, Sgd::new);
            add(
                    Optimizer.class,
                    "rmsprop",
                    "Gradients divided by a running root mean square (Tieleman and Hinton, 2012)",
                    RmsProp.Options.class,
                    RmsProp::new);
            add(
                    Optimizer.class,
                    "adagrad",
                    "Gradients divided by the root of the sum of their squares (Duchi et al., 2011)",
                    Adagrad.Options.class,
                    Adagrad::new);
            add(Optimizer.class, "adam", "Adaptive moments (Kingma and Ba, 2015)", Adam.Options.class, Adam::new);
            add(
                    Optimizer.class,
                    "adamw",
                    "Adam with decoupled weight decay (Loshchilov and Hutter, 2019)",
                    AdamW.Options.class,
                    AdamW::new);
        }
    }
}
