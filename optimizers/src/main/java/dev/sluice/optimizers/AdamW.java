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
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): {@code w = (1 - ηλ) w} before Adam's update, whose
 * gradient does not see the decay; {@link AdamMoments} has the rest.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class AdamW implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public AdamW(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code adamw}. */
    public record Options(
            @Description("Learning rate η") @Default("0.001") @Range(above = 0)
            double learningRate,

            @Description("Decay rate β₁ of the mean gradient") @Default("0.9") @Range(min = 0, below = 1)
            double beta1,

            @Description("Decay rate β₂ of the mean squared gradient") @Default("0.999") @Range(min = 0, below = 1)
            double beta2,

            @Description("Epsilon ε, added to the root after bias correction") @Default("1.0e-8") @Range(above = 0)
            double epsilon,

            @Description("Decoupled decay λ: each step shrinks the weights by the learning rate times λ")
            @Default("0.01")
            @Range(min = 0)
            double weightDecay,

            @Description("Whether to divide by the largest mean square so far (AMSGrad)") @Default("false")
            boolean amsgrad) {}

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public Optimizer.Run start(Tensors saved) {
        AdamMoments moments = new AdamMoments(options.beta1(), options.beta2(), options.epsilon(), options.amsgrad());
        return new Run(options, moments, new Slots(saved));
    }

    private record Run(Options options, AdamMoments moments, Slots slots) implements Optimizer.Run {
        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            moments.update(
                    slots,
                    name,
                    parameter,
                    gradient,
                    options.learningRate() * step.rate(),
                    0,
                    options.weightDecay() * step.decay(),
                    step.number());
        }

        @Override
        public Tensors state() {
            return slots.all();
        }
    }
}
