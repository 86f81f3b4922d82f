package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Optimizer;
import java.util.Map;

/**
 * RMSProp (Tieleman and Hinton, 2012; centered by Graves, 2013), gradients divided by a running root of their mean square:
 *
 * <pre>
 *   d = g + λw
 *   s = ρs + (1 - ρ) d²
 *   a = ρa + (1 - ρ) d       if centered, else 0
 *   u = d / (√(s - a²) + ε)
 *   m = μm + u
 *   w = w - η m
 * </pre>
 */
public final class RmsProp implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public RmsProp(Options options) {
        this.options = options;
    }

    /** Options of {@code rmsprop}. */
    public record Options(
            @Description("Learning rate η") @Default("0.01") @Range(above = 0)
            double learningRate,

            @Description("Smoothing ρ of the mean square") @Default("0.99") @Range(min = 0, below = 1)
            double smoothing,

            @Description("Epsilon ε, added to the root") @Default("1.0e-8") @Range(above = 0)
            double epsilon,

            @Description("Whether to divide by an estimate of the variance in place of the mean square")
            @Default("false")
            boolean centered,

            @Description("Momentum μ of the divided gradients") @Default("0") @Range(min = 0, below = 1)
            double momentum,

            @Description("L2 penalty λ, added to the gradient") @Default("0") @Range(min = 0)
            double weightDecay) {
        /** Checks the numbers. */
        public Options {
            Checks.positive("learning_rate", learningRate);
            Checks.share("smoothing", smoothing);
            Checks.positive("epsilon", epsilon);
            Checks.share("momentum", momentum);
            Checks.notNegative("weight_decay", weightDecay);
        }
    }

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public Optimizer.Run start(Map<String, Tensor> saved) {
        return new Run(options, new Slots(saved));
    }

    private record Run(Options options, Slots slots) implements Optimizer.Run {
        private static final float[] NOT_WANTED = new float[0];

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, double scale, long step) {
            float rate = (float) (options.learningRate() * scale);
            float decay = (float) options.weightDecay();
            float keep = (float) options.smoothing();
            float take = (float) (1 - options.smoothing());
            float epsilon = (float) options.epsilon();
            float momentum = (float) options.momentum();
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] s = slots.of(name, "square", parameter);
            float[] a = options.centered() ? slots.of(name, "mean", parameter) : NOT_WANTED;
            float[] m = momentum > 0 ? slots.of(name, "momentum", parameter) : NOT_WANTED;
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                s[i] = keep * s[i] + take * d * d;
                float variance = s[i];
                if (options.centered()) {
                    a[i] = keep * a[i] + take * d;
                    variance = Math.max(0, s[i] - a[i] * a[i]);
                }
                float u = d / ((float) Math.sqrt(variance) + epsilon);
                if (momentum > 0) {
                    m[i] = momentum * m[i] + u;
                    u = m[i];
                }
                w[i] -= rate * u;
            }
        }

        @Override
        public Map<String, Tensor> state() {
            return slots.all();
        }
    }
}
