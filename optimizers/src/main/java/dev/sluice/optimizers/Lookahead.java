package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Lookahead (Zhang et al., 2019): after every few steps of another optimizer, slow weights move a part of the way to its
 * weights, and it continues from there. The slow weights are validated and kept.
 *
 * <pre>
 *   k steps of the inner optimizer: w
 *   φ = φ + α (w - φ)
 *   w = φ
 * </pre>
 */
public final class Lookahead implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Lookahead(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code lookahead}. */
    public record Options(
            @Description("Wrapped optimizer") @Default("adam")
            Optimizer inner,

            @Description("Steps k of the wrapped optimizer between two steps of the slow weights")
            @Default("5")
            @Range(min = 1)
            int steps,

            @Description("Step size α of the slow weights towards the fast ones")
            @Default("0.5")
            @Range(above = 0, max = 1)
            double share) {}

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
            Tensor slow = slots.copied(name, "slow", parameter);
            inner.update(name, parameter, gradient, step);
            if (step.number() % options.steps() == 0) {
                float share = (float) options.share();
                float[] w = parameter.array();
                float[] s = slow.array();
                for (int i = 0; i < w.length; i++) {
                    s[i] += share * (w[i] - s[i]);
                    w[i] = s[i];
                }
            }
        }

        @Override
        public Tensor evaluated(String name, Tensor parameter) {
            return slots.copied(name, "slow", parameter);
        }

        @Override
        public Tensors state() {
            return InnerState.joined(slots, inner.state());
        }
    }
}
