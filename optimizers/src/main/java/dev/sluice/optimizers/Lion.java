package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Lion (Chen et al., 2023, "Symbolic discovery of optimization algorithms"): every weight moves by the same amount, in the
 * direction that gradient and momentum agree on. One slot per weight, half of Adam's.
 *
 * <pre>
 *   c = β₁m + (1 - β₁) g
 *   w = (1 - ηλ) w - η sign(c)
 *   m = β₂m + (1 - β₂) g
 * </pre>
 *
 * <p>Needs a learning rate 3 to 10 times smaller than AdamW's, and a weight decay larger by the same factor.
 */
public final class Lion implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Lion(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code lion}. */
    public record Options(
            @Description("Learning rate η") @Default("1.0e-4") @Range(above = 0)
            double learningRate,

            @Description("Weight β₁ of the momentum in the update") @Default("0.9") @Range(min = 0, below = 1)
            double beta1,

            @Description("Decay rate β₂ of the momentum") @Default("0.99") @Range(min = 0, below = 1)
            double beta2,

            @Description("Decoupled decay λ: each step shrinks the weights by the learning rate times λ")
            @Default("0")
            @Range(min = 0)
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
            double learningRate = options.learningRate() * step.rate();
            float rate = (float) learningRate;
            float kept = (float) (1 - learningRate * options.weightDecay() * step.decay());
            float mix = (float) options.beta1();
            float fresh = (float) (1 - options.beta1());
            float keep = (float) options.beta2();
            float take = (float) (1 - options.beta2());
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] m = slots.of(name, "m", parameter);
            for (int i = 0; i < w.length; i++) {
                float c = mix * m[i] + fresh * g[i];
                w[i] = kept * w[i] - rate * Math.signum(c);
                m[i] = keep * m[i] + take * g[i];
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
