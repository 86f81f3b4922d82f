package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import org.apiguardian.api.API;

/**
 * Stochastic gradient descent with momentum μ (Polyak, 1964; Nesterov's form by Sutskever et al., 2013):
 *
 * <pre>
 *   d = g + λw
 *   m = μm + d
 *   w = w - η m              or, with Nesterov,  w = w - η (d + μm)
 * </pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Sgd implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Sgd(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code sgd}. */
    public record Options(
            @Description("Learning rate η") @Default("0.01") @Range(above = 0)
            double learningRate,

            @Description("Momentum μ: share of the last update that is kept") @Default("0") @Range(min = 0, below = 1)
            double momentum,

            @Description("Nesterov momentum: whether to look ahead along the momentum") @Default("false")
            boolean nesterov,

            @Description("L2 penalty λ, added to the gradient") @Default("0") @Range(min = 0)
            double weightDecay) {
        /** Rejects Nesterov's form without momentum. */
        public Options {
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("nesterov needs a momentum above 0; 0.9 is usual");
            }
        }
    }

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public Optimizer.Run start(Tensors saved) {
        return new Run(options, new Slots(saved));
    }

    private record Run(Options options, Slots slots) implements Optimizer.Run {
        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            float rate = (float) (options.learningRate() * step.rate());
            float decay = (float) (options.weightDecay() * step.decay());
            if (options.momentum() == 0) {
                plain(parameter.array(), gradient.array(), rate, decay);
            } else {
                float[] m = slots.of(name, "momentum", parameter);
                momentum(parameter.array(), gradient.array(), m, rate, decay);
            }
        }

        private static void plain(float[] w, float[] g, float rate, float decay) {
            for (int i = 0; i < w.length; i++) {
                w[i] -= rate * (g[i] + decay * w[i]);
            }
        }

        private void momentum(float[] w, float[] g, float[] m, float rate, float decay) {
            float keep = (float) options.momentum();
            boolean nesterov = options.nesterov();
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                float next = keep * m[i] + d;
                m[i] = next;
                w[i] -= rate * (nesterov ? d + keep * next : next);
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
