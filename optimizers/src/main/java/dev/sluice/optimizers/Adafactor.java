package dev.sluice.optimizers;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.GradientNorm;
import dev.sluice.core.train.Optimizer;
import java.util.Arrays;

/**
 * Adafactor (Shazeer and Stern, 2018): Adam's division by the root mean square, keeping only the row and column means of a
 * matrix's mean squares: {@code out + in} numbers for {@code out · in} weights.
 *
 * <pre>
 *   β = 1 - t^-κ
 *   r = βr + (1 - β) mean over columns of (g² + ε₁)      [out]
 *   c = βc + (1 - β) mean over rows of (g² + ε₁)         [in]
 *   v = r cᵀ / mean(r)        of a vector: v = βv + (1 - β)(g² + ε₁)
 *   u = g / √v
 *   u = u / max(1, rms(u) / d)
 *   α = min(η, 1 / √t) · max(ε₂, rms(w))
 *   w = (1 - αλ) w - α u
 * </pre>
 *
 * <p>Algorithms 4 and 5 of the paper, without momentum. A schedule scales η before the minimum is taken.
 */
public final class Adafactor implements Optimizer {
    private final Options options;

    /** The optimizer with the given options. */
    public Adafactor(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code adafactor}. */
    public record Options(
            @Description("Maximum step η, as a share of the weights' root mean square")
            @Default("0.01")
            @Range(above = 0)
            double learningRate,

            @Description("Exponent κ of the decay rate of the second moment") @Default("0.8") @Range(above = 0, max = 1)
            double decayRate,

            @Description("Clipping threshold d: maximum root mean square of an update")
            @Default("1.0")
            @Range(above = 0)
            double clipping,

            @Description("Epsilon ε₁, added to squared gradients") @Default("1.0e-30") @Range(above = 0)
            double epsilon,

            @Description("Minimum scale ε₂ of a parameter, so that zeros can grow") @Default("1.0e-3") @Range(above = 0)
            double smallestScale,

            @Description("Decoupled decay λ: each step shrinks the weights by its size times λ")
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

    private static final class Run implements Optimizer.Run {
        private final Options options;
        private final Slots slots;
        private final Scratch scratch = new Scratch();
        private final Scratch columnScratch = new Scratch();

        Run(Options options, Slots slots) {
            this.options = options;
            this.slots = slots;
        }

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Step step) {
            float[] w = parameter.array();
            float[] g = gradient.array();
            float[] u = scratch.of(w.length);
            double keep = 1 - StrictMath.pow((double) step.number(), -options.decayRate());
            if (parameter.shape().rank() == 2) {
                divideMatrix(name, parameter, g, u, keep);
            } else {
                divideVector(g, slots.of(name, "v", parameter), u, keep);
            }
            double clip = Math.max(1, rms(u, w.length) / options.clipping());
            double share =
                    Math.min(options.learningRate() * step.rate(), step.rate() / Math.sqrt((double) step.number()));
            double rate = share * Math.max(options.smallestScale(), rms(w, w.length));
            float stepSize = (float) (rate / clip);
            float kept = (float) (1 - rate * options.weightDecay() * step.decay());
            for (int i = 0; i < w.length; i++) {
                w[i] = kept * w[i] - stepSize * u[i];
            }
        }

        @Override
        public Tensors state() {
            return slots.all();
        }

        private void divideVector(float[] g, float[] v, float[] u, double keep) {
            float kept = (float) keep;
            float taken = (float) (1 - keep);
            float epsilon = (float) options.epsilon();
            for (int i = 0; i < g.length; i++) {
                v[i] = kept * v[i] + taken * (g[i] * g[i] + epsilon);
                u[i] = g[i] / (float) Math.sqrt(v[i]);
            }
        }

        private void divideMatrix(String name, Tensor parameter, float[] g, float[] u, double keep) {
            int rows = parameter.shape().size(0);
            int columns = parameter.shape().size(1);
            float[] r = slots.of(name, "rows", Shape.of(rows));
            float[] c = slots.of(name, "columns", Shape.of(columns));
            float[] sums = columnScratch.of(columns);
            double mean = squares(g, rows, columns, r, sums, keep);
            for (int j = 0; j < columns; j++) {
                c[j] = (float) (keep * c[j] + (1 - keep) * (sums[j] / rows + options.epsilon()));
                sums[j] = (float) (1 / Math.sqrt(c[j]));
            }
            for (int i = 0; i < rows; i++) {
                float factor = (float) Math.sqrt(mean / r[i]);
                for (int j = 0; j < columns; j++) {
                    u[i * columns + j] = g[i * columns + j] * factor * sums[j];
                }
            }
        }

        /** Updates the row means, sums squares over the rows into {@code sums}, and returns the mean of the row means. */
        private double squares(float[] g, int rows, int columns, float[] r, float[] sums, double keep) {
            Arrays.fill(sums, 0, columns, 0);
            double total = 0;
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    float square = g[i * columns + j] * g[i * columns + j];
                    sum += square;
                    sums[j] += square;
                }
                r[i] = (float) (keep * r[i] + (1 - keep) * (sum / columns + options.epsilon()));
                total += r[i];
            }
            return total / rows;
        }

        private static double rms(float[] values, int n) {
            return Math.sqrt(GradientNorm.squares(values, n) / n);
        }
    }
}
