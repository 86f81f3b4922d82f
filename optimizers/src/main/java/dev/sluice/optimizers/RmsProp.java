package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

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
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code rmsprop}. */
    public record Options(
            @Description("Learning rate η") @Default("0.01") @Range(above = 0)
            double learningRate,

            @Description("Decay rate ρ of the mean square") @Default("0.99") @Range(min = 0, below = 1)
            double smoothing,

            @Description("Epsilon ε, added to the root") @Default("1.0e-8") @Range(above = 0)
            double epsilon,

            @Description("Whether to divide by an estimate of the variance instead of the mean square (centered)")
            @Default("false")
            boolean centered,

            @Description("Momentum μ of the divided gradients") @Default("0") @Range(min = 0, below = 1)
            double momentum,

            @Description("L2 penalty λ, added to the gradient") @Default("0") @Range(min = 0)
            double weightDecay) {}

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
            float keep = (float) options.smoothing();
            float take = (float) (1 - options.smoothing());
            float epsilon = (float) options.epsilon();
            float momentum = (float) options.momentum();
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] s = slots.of(name, "square", parameter);
            boolean centered = options.centered();
            boolean hasMomentum = momentum > 0;
            // An unused slot is never made, and the array in its place is never touched.
            float[] a = centered ? slots.of(name, "mean", parameter) : s;
            float[] m = hasMomentum ? slots.of(name, "momentum", parameter) : s;
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                float square = keep * s[i] + take * d * d;
                s[i] = square;
                if (centered) {
                    float mean = keep * a[i] + take * d;
                    a[i] = mean;
                    square = Math.max(0, square - mean * mean);
                }
                float u = d / ((float) Math.sqrt(square) + epsilon);
                if (hasMomentum) {
                    u = momentum * m[i] + u;
                    m[i] = u;
                }
                w[i] -= rate * u;
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
