package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011), gradients divided by the root of the sum of all squares so far:
 *
 * <pre>
 *   d = g + λw
 *   s = s + d²
 *   w = w - η / (1 + (t - 1) κ) · d / (√s + ε)
 * </pre>
 */
public final class Adagrad implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Adagrad(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code adagrad}. */
    public record Options(
            @Description("Learning rate η") @Default("0.01") @Range(above = 0)
            double learningRate,

            @Description("Decay κ of the learning rate per step") @Default("0") @Range(min = 0)
            double learningRateDecay,

            @Description("Initial value of the sum of squares") @Default("0") @Range(min = 0)
            double initialAccumulator,

            @Description("Epsilon ε, added to the root") @Default("1.0e-10") @Range(above = 0)
            double epsilon,

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
            float rate = (float)
                    (options.learningRate() * step.rate() / (1 + (step.number() - 1) * options.learningRateDecay()));
            float decay = (float) (options.weightDecay() * step.decay());
            float epsilon = (float) options.epsilon();
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] s = slots.of(name, "sum", parameter.shape(), (float) options.initialAccumulator());
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                float sum = s[i] + d * d;
                s[i] = sum;
                w[i] -= rate * (d / ((float) Math.sqrt(sum) + epsilon));
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
