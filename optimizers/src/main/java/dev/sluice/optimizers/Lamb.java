package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.GradientNorm;
import dev.sluice.core.train.Optimizer;

/**
 * LAMB (You et al., 2020, "Large batch optimization for deep learning"): Adam's direction with decoupled decay, each
 * parameter's step as long as the parameter itself times the learning rate. For large batches.
 *
 * <pre>
 *   m = β₁m + (1 - β₁) g
 *   v = β₂v + (1 - β₂) g²
 *   u = m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε) + λw
 *   w = w - η ‖w‖ / ‖u‖ · u        ‖·‖ of the whole parameter; the ratio is 1 where one of them is 0
 * </pre>
 */
public final class Lamb implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Lamb(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code lamb}. */
    public record Options(
            @Description("Learning rate η") @Default("0.001") @Range(above = 0)
            double learningRate,

            @Description("Decay rate β₁ of the mean gradient") @Default("0.9") @Range(min = 0, below = 1)
            double beta1,

            @Description("Decay rate β₂ of the mean squared gradient") @Default("0.999") @Range(min = 0, below = 1)
            double beta2,

            @Description("Epsilon ε, added to the root after bias correction") @Default("1.0e-6") @Range(above = 0)
            double epsilon,

            @Description("Weight decay λ: the weights times λ are added to the step") @Default("0.01") @Range(min = 0)
            double weightDecay) {}

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public Optimizer.Run start(Tensors saved) {
        return new Run(options, new Slots(saved));
    }

    private static final class Run implements Optimizer.Run {
        private final Options options;
        private final Slots slots;
        private final Scratch scratch = new Scratch();

        Run(Options options, Slots slots) {
            this.options = options;
            this.slots = slots;
        }

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            float firstM = (float) (1 / (1 - StrictMath.pow(options.beta1(), (double) step.number())));
            float correction = (float) (1 - StrictMath.pow(options.beta2(), (double) step.number()));
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
            float[] u = scratch.of(w.length);
            for (int i = 0; i < w.length; i++) {
                m[i] = keepM * m[i] + takeM * g[i];
                v[i] = keepV * v[i] + takeV * g[i] * g[i];
                u[i] = firstM * m[i] / ((float) Math.sqrt(v[i] / correction) + epsilon) + decay * w[i];
            }
            double length = Math.sqrt(GradientNorm.squares(w, w.length));
            double change = Math.sqrt(GradientNorm.squares(u, w.length));
            double ratio = length > 0 && change > 0 ? length / change : 1;
            float rate = (float) (options.learningRate() * step.rate() * ratio);
            for (int i = 0; i < w.length; i++) {
                w[i] -= rate * u[i];
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
