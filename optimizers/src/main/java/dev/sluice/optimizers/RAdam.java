package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Rectified Adam (Liu et al., 2020): a step of momentum alone while too few gradients were seen for a reliable mean square,
 * then Adam's step, scaled by the reliability of the mean square. Needs no warm-up.
 *
 * <pre>
 *   d = g + λw
 *   m = β₁m + (1 - β₁) d
 *   v = β₂v + (1 - β₂) d²
 *   m̂ = m / (1 - β₁ᵗ)
 *   ρ = 2 / (1 - β₂) - 1          ρₜ = ρ - 2tβ₂ᵗ / (1 - β₂ᵗ)
 *   r = √((ρₜ - 4)(ρₜ - 2) ρ / ((ρ - 4)(ρ - 2) ρₜ))
 *   w = w - η m̂                              while ρₜ ≤ 5
 *   w = w - η r m̂ √(1 - β₂ᵗ) / (√v + ε)      afterwards
 * </pre>
 */
public final class RAdam implements Optimizer {
    /** The effective number of gradients above which the mean square is used. */
    private static final double TRUSTED = 5;

    private final Options options;

    /** The optimizer with the given options. */
    public RAdam(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code radam}. */
    public record Options(
            @Description("Learning rate η") @Default("0.001") @Range(above = 0)
            double learningRate,

            @Description("Decay rate β₁ of the mean gradient") @Default("0.9") @Range(min = 0, below = 1)
            double beta1,

            @Description("Decay rate β₂ of the mean squared gradient") @Default("0.999") @Range(min = 0, below = 1)
            double beta2,

            @Description("Epsilon ε, added to the root") @Default("1.0e-8") @Range(above = 0)
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
            double rate = options.learningRate() * step.rate();
            double power = StrictMath.pow(options.beta2(), (double) step.number());
            double longest = 2 / (1 - options.beta2()) - 1;
            double seen = longest - 2 * step.number() * power / (1 - power);
            double unbiased = rate / (1 - StrictMath.pow(options.beta1(), (double) step.number()));
            boolean trusted = seen > TRUSTED;
            float stepSize = (float) (trusted ? unbiased * rectified(seen, longest) * Math.sqrt(1 - power) : unbiased);
            float keepM = (float) options.beta1();
            float takeM = (float) (1 - options.beta1());
            float keepV = (float) options.beta2();
            float takeV = (float) (1 - options.beta2());
            float decay = (float) (options.weightDecay() * step.decay());
            float epsilon = (float) options.epsilon();
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] m = slots.of(name, "m", parameter);
            float[] v = slots.of(name, "v", parameter);
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                m[i] = keepM * m[i] + takeM * d;
                v[i] = keepV * v[i] + takeV * d * d;
                float divisor = trusted ? (float) Math.sqrt(v[i]) + epsilon : 1;
                w[i] -= stepSize * (m[i] / divisor);
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }

        private static double rectified(double seen, double longest) {
            return Math.sqrt((seen - 4) * (seen - 2) * longest / ((longest - 4) * (longest - 2) * seen));
        }
    }
}
