package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/**
 * Stochastic weight averaging (Izmailov et al., 2018) around another optimizer, which is not affected: the mean of the
 * weights at regular intervals in the last part of the training. Before that the weights themselves are validated and kept,
 * then the mean. Works best with a learning rate that stays high to the end.
 *
 * <pre>
 *   after each interval of steps: n = n + 1,   a = a + (w - a) / n
 * </pre>
 */
public final class Swa implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Swa(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code swa}. */
    public record Options(
            @Description("Wrapped optimizer") @Default("adam")
            Optimizer inner,

            @Description("Share of the training after which averaging begins")
            @Default("0.75")
            @Range(min = 0, below = 1)
            double begin,

            @Description("Steps between averaged weights") @Default("1") @Range(min = 1)
            int interval) {}

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
            long since = step.number() - (long) Math.floor(options.begin() * step.planned());
            if (since <= 0 || since % options.interval() != 0) {
                return;
            }
            long averaged = since / options.interval();
            float share = (float) (1 / (double) averaged);
            float[] w = parameter.array();
            float[] a = slots.copied(name, "mean", parameter).array();
            for (int i = 0; i < w.length; i++) {
                a[i] += share * (w[i] - a[i]);
            }
        }

        @Override
        public Tensor evaluated(String name, Tensor parameter) {
            return slots.has(name, "mean") ? slots.copied(name, "mean", parameter) : parameter;
        }

        @Override
        public Tensors state() {
            return InnerState.joined(slots, inner.state());
        }
    }
}
