package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Adam with Nesterov's momentum (Dozat, 2016): the step looks ahead along the momentum, whose smoothing rises over time.
 *
 * <pre>
 *   μₜ = β₁ (1 - ½ · 0.96^(tψ))
 *   d = g + λw
 *   m = β₁m + (1 - β₁) d
 *   v = β₂v + (1 - β₂) d²
 *   w = w - η ((1 - μₜ) d / (1 - Πμ₁…μₜ) + μₜ₊₁ m / (1 - Πμ₁…μₜ₊₁)) / (√(v / (1 - β₂ᵗ)) + ε)
 * </pre>
 */
public final class NAdam implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public NAdam(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code nadam}. */
    public record Options(
            @Description("Learning rate η") @Default("0.002") @Range(above = 0)
            double learningRate,

            @Description("Decay rate β₁ of the mean gradient") @Default("0.9") @Range(min = 0, below = 1)
            double beta1,

            @Description("Decay rate β₂ of the mean squared gradient") @Default("0.999") @Range(min = 0, below = 1)
            double beta2,

            @Description("Epsilon ε, added to the root after bias correction") @Default("1.0e-8") @Range(above = 0)
            double epsilon,

            @Description("L2 penalty λ, added to the gradient") @Default("0") @Range(min = 0)
            double weightDecay,

            @Description("Rate ψ at which the momentum rises to its full value") @Default("0.004") @Range(min = 0)
            double momentumDecay) {}

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
        /** Πμ up to {@code productStep}; recomputed when steps do not follow each other, so that it needs no checkpoint. */
        private double product = 1;

        private long productStep;

        Run(Options options, Slots slots) {
            this.options = options;
            this.slots = slots;
        }

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            double product = product(step.number());
            double mu = momentum(step.number());
            double next = momentum(step.number() + 1);
            double rate = options.learningRate() * step.rate();
            float ofGradient = (float) (rate * (1 - mu) / (1 - product));
            float ofMomentum = (float) (rate * next / (1 - product * next));
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
            for (int i = 0; i < w.length; i++) {
                float d = g[i] + decay * w[i];
                m[i] = keepM * m[i] + takeM * d;
                v[i] = keepV * v[i] + takeV * d * d;
                w[i] -= (ofGradient * d + ofMomentum * m[i]) / ((float) Math.sqrt(v[i] / correction) + epsilon);
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }

        private double momentum(long step) {
            return options.beta1() * (1 - 0.5 * StrictMath.pow(0.96, step * options.momentumDecay()));
        }

        private double product(long step) {
            if (step < productStep) {
                product = 1;
                productStep = 0;
            }
            while (productStep < step) {
                productStep++;
                product *= momentum(productStep);
            }
            return product;
        }
    }
}
