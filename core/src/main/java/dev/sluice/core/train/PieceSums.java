package dev.sluice.core.train;

import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The losses and gradients of a batch's pieces, summed in the order of time. Each piece's loss is a share of the mean over
 * the whole batch, so the sums are the loss of the batch and its gradient, without what would flow across the borders.
 */
final class PieceSums {
    private final boolean active;
    private final Tensors gradients;
    private final Map<String, Double> losses = new LinkedHashMap<>();
    private double loss;

    /**
     * Sums.
     *
     * @param active whether pieces before the last have outputs that are judged
     * @param heads of the network
     * @param like the trained parameters' shapes, in order
     */
    PieceSums(boolean active, Map<String, Network.Head> heads, Tensors like) {
        this.active = active;
        gradients = active ? like.map(value -> Tensor.zeros(value.shape())) : Tensors.of();
        heads.forEach((name, head) -> losses.put(name, 0.0));
    }

    /** The sums by the names of parameters; none if the last piece alone is judged. */
    Tensors gradients() {
        return gradients;
    }

    void clear() {
        loss = 0;
        losses.replaceAll((head, sum) -> 0.0);
        gradients.values().forEach(sum -> sum.fillInPlace(0));
    }

    /** Adds a piece before the last; parameters that it does not use have no gradient in it. */
    void add(Tensors results) {
        if (active) {
            loss += results.get(Scores.LOSS).get();
            losses.replaceAll((head, sum) ->
                    sum + results.find(HeadScores.loss(head)).map(Tensor::get).orElse(0f));
            gradients.forEach(
                    (name, sum) -> results.find(Gradients.PREFIX + name).ifPresent(gradient -> add(gradient, sum)));
        }
    }

    /** The gradient of the batch, given that of its last piece. */
    Updates.Gradient with(Updates.Gradient last) {
        if (!active) {
            return last;
        }
        int index = 0;
        for (Tensor sum : gradients.values()) {
            add(last.gradients().get(index++), sum);
        }
        List<Tensor> all = List.copyOf(gradients.values());
        last.losses().forEach((head, own) -> losses.merge(head, own, Double::sum));
        return new Updates.Gradient(loss + last.loss(), Map.copyOf(losses), GradientNorm.of(all), all, last.followed());
    }

    private static void add(Tensor gradient, Tensor sum) {
        float[] from = gradient.array();
        float[] to = sum.array();
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }
}
