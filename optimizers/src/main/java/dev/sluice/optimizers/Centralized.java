package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Gradient centralization (Yong et al., 2020) before another optimizer: the mean of each row of a matrix's gradient is
 * subtracted from it. Vectors are not changed.
 *
 * <pre>
 *   g[i] = g[i] - mean(g[i])        for each row i
 * </pre>
 *
 * <p>The inner optimizer's L2 penalty is added later and is not centralized.
 */
public final class Centralized implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Centralized(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code centralized}. */
    public record Options(
            @Description("Wrapped optimizer") @Default("adam")
            Optimizer inner) {}

    @Override
    public double learningRate() {
        return options.inner().learningRate();
    }

    @Override
    public Optimizer.Run start(Tensors saved) {
        return new Run(options.inner().start(saved));
    }

    private static final class Run implements Optimizer.Run {
        private final Optimizer.Run inner;
        private final Map<Shape, Tensor> centered = new HashMap<>();

        Run(Optimizer.Run inner) {
            this.inner = inner;
        }

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            inner.update(name, parameter, gradient.shape().rank() > 1 ? centered(gradient) : gradient, step);
        }

        private Tensor centered(Tensor gradient) {
            Tensor result = centered.computeIfAbsent(gradient.shape(), Tensor::zeros);
            float[] from = gradient.array();
            float[] to = result.array();
            int columns = from.length / Math.max(1, gradient.shape().size(0));
            for (int row = 0; row + columns <= from.length && columns > 0; row += columns) {
                double sum = 0;
                for (int i = row; i < row + columns; i++) {
                    sum += from[i];
                }
                float mean = (float) (sum / columns);
                for (int i = row; i < row + columns; i++) {
                    to[i] = from[i] - mean;
                }
            }
            return result;
        }

        @Override
        public Tensor evaluated(String name, Tensor parameter) {
            return inner.evaluated(name, parameter);
        }

        @Override
        public Tensors state() {
            return inner.state();
        }
    }
}
