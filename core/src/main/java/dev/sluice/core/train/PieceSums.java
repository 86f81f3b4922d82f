package dev.sluice.core.train;

import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;

/**
 * Losses and gradients of a batch's pieces, summed in the order of time. Each is a share of the mean over the whole batch, so
 * the sum is the loss of the batch, and its gradient but for what would flow over the borders.
 */
final class PieceSums {
    private final boolean active;
    private final Tensors gradients;
    private double loss;

    /**
     * Sums.
     *
     * @param active whether pieces before the last have answers of their own
     * @param like the trained parameters' shapes, in order
     */
    PieceSums(boolean active, Tensors like) {
        this.active = active;
        gradients = active ? like.map(value -> Tensor.zeros(value.shape())) : Tensors.of();
    }

    /** The sums by the names of parameters; none if the last piece alone has answers. */
    Tensors gradients() {
        return gradients;
    }

    void clear() {
        loss = 0;
        gradients.values().forEach(sum -> sum.fillInPlace(0));
    }

    /** Adds a piece before the last; what it does not see has no gradient there. */
    void add(Tensors results) {
        if (active) {
            loss += results.get(Scores.LOSS).get();
            gradients.forEach(
                    (name, sum) -> results.find(Gradients.PREFIX + name).ifPresent(gradient -> add(gradient, sum)));
        }
    }

    /** The batch's, given its last piece's. */
    Updates.Gradient with(Updates.Gradient last) {
        if (!active) {
            return last;
        }
        int index = 0;
        for (Tensor sum : gradients.values()) {
            add(last.gradients().get(index++), sum);
        }
        List<Tensor> all = List.copyOf(gradients.values());
        return new Updates.Gradient(loss + last.loss(), GradientNorm.of(all), all, last.followed());
    }

    private static void add(Tensor gradient, Tensor sum) {
        float[] from = gradient.array();
        float[] to = sum.array();
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }
}
