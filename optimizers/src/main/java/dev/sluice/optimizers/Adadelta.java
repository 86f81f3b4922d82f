package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Adadelta (Zeiler, 2012), whose steps have the weights' own unit: the root of the mean squared update so far over the root
 * of the mean squared gradient.
 *
 * <pre>
 *   d = g + λw
 *   s = ρs + (1 - ρ) d²
 *   Δ = √(u + ε) / √(s + ε) · d
 *   u = ρu + (1 - ρ) Δ²
 *   w = w - ηΔ
 * </pre>
 *
 * <p>The paper has no learning rate: η = 1.
 */
public final class Adadelta implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Adadelta(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code adadelta}. */
    public record Options(
            @Description("Learning rate η") @Default("1.0") @Range(above = 0)
            double learningRate,

            @Description("Decay rate ρ of both mean squares") @Default("0.9") @Range(min = 0, below = 1)
            double smoothing,

            @Description("Epsilon ε, added under both roots") @Default("1.0e-6") @Range(above = 0)
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
            float rate = (float) (options.learningRate() * step.rate());
            float decay = (float) (options.weightDecay() * step.decay());
            float keep = (float) options.smoothing();
            float take = (float) (1 - options.smoothing());
            float epsilon = (float) options.epsilon();
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] s = slots.of(name, "square", parameter);
            float[] u = slots.of(name, "update", parameter);
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                float square = keep * s[i] + take * d * d;
                float change = (float) Math.sqrt(u[i] + epsilon) / (float) Math.sqrt(square + epsilon) * d;
                s[i] = square;
                u[i] = keep * u[i] + take * change * change;
                w[i] -= rate * change;
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
