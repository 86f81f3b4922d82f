package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Exponential moving average of the weights (Polyak and Juditsky, 1992) around another optimizer, which is not
 * affected. The averages are validated and kept.
 *
 * <pre>
 *   after a step of the inner optimizer: a = δa + (1 - δ) w         a = w after the first step
 *   with warm-up δ is min(δ, (1 + t) / (10 + t)), so that the average soon forgets the first weights
 * </pre>
 */
public final class Ema implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Ema(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code ema}. */
    public record Options(
            @Description("Wrapped optimizer") @Default("adam")
            Optimizer inner,

            @Description("Decay δ: share of the average that is kept in each step")
            @Default("0.999")
            @Range(min = 0, below = 1)
            double decay,

            @Description("Whether the decay is smaller at first") @Default("true")
            boolean warmUp) {}

    @Override
    public double learningRate() {
        return options.inner().learningRate();
    }

    @Override
    public Optimizer.Run start(Tensors saved) {
        return new Run(options, options.inner().start(InnerState.inner(saved)), InnerState.own(saved));
    }

    private record Run(Options options, Optimizer.Run inner, Slots slots) implements Optimizer.Run {
        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            inner.update(name, parameter, gradient, step);
            double warm = (1.0 + step.number()) / (10.0 + step.number());
            float take = (float) (1 - (options.warmUp() ? Math.min(options.decay(), warm) : options.decay()));
            float[] w = parameter.array();
            float[] a = slots.copied(name, "average", parameter).array();
            for (int i = 0; i < w.length; i++) {
                a[i] += take * (w[i] - a[i]);
            }
        }

        @Override
        public Tensor evaluated(String name, Tensor parameter) {
            return slots.copied(name, "average", parameter);
        }

        @Override
        public Tensors state() {
            return InnerState.joined(slots, inner.state());
        }
    }
}
