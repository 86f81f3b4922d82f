package @package@;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;

/** Gradient descent with momentum, {@code m = μm + g}, {@code w = w - ηm}: put your own update here. */
public final class @Class@ implements Optimizer {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Learning rate η") @Default("0.05") @Range(above = 0)
            double learningRate,

            @Description("Momentum μ") @Default("0.9") @Range(min = 0, below = 1)
            double momentum) {}

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public Optimizer.Run start(Tensors saved) {
        return new Training(options, saved);
    }

    /** The state of one training. */
    private static final class Training implements Optimizer.Run {
        private final Options options;
        private final Tensors.Builder state;

        Training(Options options, Tensors saved) {
            this.options = options;
            this.state = saved.copy().toBuilder();
        }

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] m = state.computeIfAbsent(name + ".m", key -> Tensor.zeros(parameter.shape()))
                    .array();
            float rate = (float) (options.learningRate() * step.rate());
            float keep = (float) options.momentum();
            for (int i = 0; i < w.length; i++) {
                m[i] = keep * m[i] + g[i];
                w[i] -= rate * m[i];
            }
        }

        @Override
        public Tensors state() {
            return state.build();
        }
    }
}
