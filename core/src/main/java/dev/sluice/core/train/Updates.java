package dev.sluice.core.train;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gradients;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Hoist;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The compiled training graph, and the parameters that it changes step by step. */
final class Updates {
    private final TrainingConfig config;
    private final Plan plan;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final List<String> trained;
    private final Map<String, Tensor> scratch = new LinkedHashMap<>();
    private final Optimizer.Run optimizer;

    Updates(TrainingConfig config, TrainingTask task, EngineOptions engine) {
        this.config = config;
        Network network = task.training();
        Expr loss = config.loss().loss(network.outputs(), Evaluator.targets(network));
        Graph forward = Hoist.apply(new Graph(Map.of(Scores.LOSS, loss)));
        trained = network.trainedNames();
        plan = Plan.compile(Gradients.extend(forward, Scores.LOSS, trained), engine);
        for (String name : network.parameterNames()) {
            parameters.put(
                    name, Objects.requireNonNull(task.initial().get(name)).copy());
        }
        trained.forEach(name -> scratch.put(name, Tensor.zeros(parameter(name).shape())));
        optimizer = config.optimizer().start();
    }

    /** The live parameters, in the network's order. */
    Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Loss and gradients of a batch, at the parameters of now. */
    Gradient gradient(Map<String, Tensor> batch, long step) {
        Map<String, Tensor> values = new LinkedHashMap<>(parameters);
        values.putAll(batch);
        Map<String, Tensor> results = plan.run(values, new RandomKey(config.seed(), step));
        List<Tensor> gradients = new ArrayList<>();
        for (String name : trained) {
            gradients.add(Objects.requireNonNull(results.get(Gradients.PREFIX + name)));
        }
        double loss = Objects.requireNonNull(results.get(Scores.LOSS)).get();
        return new Gradient(loss, GradientNorm.of(gradients), gradients);
    }

    /** Clips the gradients and lets the optimizer use them. */
    void apply(Gradient gradient, double scale, long step) {
        int index = 0;
        for (String name : trained) {
            Tensor raw = gradient.gradients().get(index++);
            Tensor spare = Objects.requireNonNull(scratch.get(name));
            Tensor clipped = config.clipping().clip(raw, gradient.norm(), spare);
            optimizer.update(name, parameter(name), clipped, scale, step);
        }
    }

    private Tensor parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /**
     * What a batch says.
     *
     * @param loss mean over the batch
     * @param norm of all gradients together
     * @param gradients in the order of the trained parameters, valid until the next batch
     */
    record Gradient(double loss, double norm, List<Tensor> gradients) {
        boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }
}
