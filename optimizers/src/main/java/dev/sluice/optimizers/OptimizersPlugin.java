package dev.sluice.optimizers;

import com.google.inject.Module;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.Optimizer;
import java.util.function.Function;

/** Contributes the built-in optimizers. */
public final class OptimizersPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "optimizers";
    }

    @Override
    public String description() {
        return "Optimizers, and wrappers that average weights or look ahead";
    }

    @Override
    public Module module() {
        return new Optimizers();
    }

    private static final class Optimizers extends ComponentModule {
        @Override
        protected void components() {
            gradientDescent();
            adaptive();
            small();
            wrappers();
        }

        private void gradientDescent() {
            add("sgd", "Gradient descent, with ordinary or Nesterov momentum", Sgd.Options.class, Sgd::new);
            add(
                    "rmsprop",
                    "RMSProp: gradients divided by a running root mean square (Tieleman and Hinton, 2012)",
                    RmsProp.Options.class,
                    RmsProp::new);
            add(
                    "adagrad",
                    "Adagrad: gradients divided by the root of the sum of their squares (Duchi et al., 2011)",
                    Adagrad.Options.class,
                    Adagrad::new);
            add(
                    "adadelta",
                    "Adadelta: steps in the unit of the weights (Zeiler, 2012)",
                    Adadelta.Options.class,
                    Adadelta::new);
        }

        private void adaptive() {
            add("adam", "Adam: adaptive moment estimation (Kingma and Ba, 2015)", Adam.Options.class, Adam::new);
            add(
                    "adamw",
                    "Adam with decoupled weight decay (Loshchilov and Hutter, 2019)",
                    AdamW.Options.class,
                    AdamW::new);
            add("nadam", "Adam with Nesterov momentum (Dozat, 2016)", NAdam.Options.class, NAdam::new);
            add("radam", "Rectified Adam, which needs no warm-up (Liu et al., 2020)", RAdam.Options.class, RAdam::new);
            add(
                    "lamb",
                    "Adam with steps relative to the norm of each parameter (You et al., 2020)",
                    Lamb.Options.class,
                    Lamb::new);
        }

        private void small() {
            add(
                    "lion",
                    "Lion: the sign of a momentum, with half the memory of Adam (Chen et al., 2023)",
                    Lion.Options.class,
                    Lion::new);
            add(
                    "adafactor",
                    "Adafactor: mean squares of rows and columns, with almost no memory (Shazeer and Stern, 2018)",
                    Adafactor.Options.class,
                    Adafactor::new);
        }

        private void wrappers() {
            add(
                    "lookahead",
                    "Slow weights that follow another optimizer (Zhang et al., 2019)",
                    Lookahead.Options.class,
                    Lookahead::new);
            add(
                    "ema",
                    "Exponential moving average of the weights of another optimizer (Polyak and Juditsky, 1992)",
                    Ema.Options.class,
                    Ema::new);
            add(
                    "swa",
                    "Mean of the last weights of another optimizer (Izmailov et al., 2018)",
                    Swa.Options.class,
                    Swa::new);
            add(
                    "centralized",
                    "Gradients without the mean of their rows, for another optimizer (Yong et al., 2020)",
                    Centralized.Options.class,
                    Centralized::new);
        }

        private <O extends Record> void add(
                String id, String description, Class<O> options, Function<O, ? extends Optimizer> factory) {
            add(Optimizer.class, id, description, options, factory);
        }
    }
}
