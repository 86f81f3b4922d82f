package dev.sluice.bench.work;

import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Clipping;
import dev.sluice.core.train.GradientNorm;
import dev.sluice.core.train.Optimizer;
import dev.sluice.optimizers.Adam;
import java.util.ArrayList;
import java.util.List;

/** The rest of a training step after the gradients: their norm, clipping, Adam. */
final class Updating {
    private final Tensors parameters;
    private final Tensors scratch;
    private final Clipping clipping = Clipping.byNorm(LayerWork.CLIP_NORM);
    private final Optimizer.Run adam =
            new Adam(new Adam.Options(LayerWork.LEARNING_RATE, 0.9, 0.999, 1e-8, 0, false)).start();
    private long step;

    /** Of the given parameters, which it changes. */
    Updating(Tensors parameters) {
        this.parameters = parameters;
        scratch = parameters.map(value -> Tensor.zeros(value.shape()));
    }

    static Tensor gradient(Tensors results, String parameter) {
        return results.get(Gradients.PREFIX + parameter);
    }

    void step(Tensors results) {
        step++;
        List<Tensor> gradients = new ArrayList<>();
        parameters.names().forEach(name -> gradients.add(gradient(results, name)));
        double norm = GradientNorm.of(gradients);
        parameters.forEach((name, value) ->
                adam.update(name, value, clipping.clip(gradient(results, name), norm, scratch.get(name)), 1, step));
    }
}
