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
    private final Map<String, Tensor> scratch = new LinkedHashMap<>();
    private final Map<String, ParameterGroups.Scale> scales;
    private final Optimizer.Run optimizer;
    private final Pruner pruner;
    private final long planned;

    /**
     * Compiles.
     *
     * @param planned updates of the whole training
     */
    Updates(TrainingConfig config, TrainingTask task, EngineOptions engine, long planned) {
        this.config = config;
        this.planned = planned;
        Network network = task.training();
        Expr loss = config.loss().loss(network.outputs(), Evaluator.targets(network));
        Graph forward = Hoist.apply(new Graph(Map.of(Scores.LOSS, loss)));
        plan = Plan.compile(Gradients.extend(forward, Scores.LOSS, network.parameterNames()), engine);
        for (String name : network.parameterNames()) {
            Tensor value = Objects.requireNonNull(task.initial().get(name)).copy();
            parameters.put(name, value);
            scratch.put(name, Tensor.zeros(value.shape()));
        }
        scales = config.groups().scales(network.parameters());
        optimizer = config.optimizer().start();
        pruner = new Pruner(config.pruning(), network.parameters(), planned);
    }

    /** The live parameters, in the network's order. */
    Map<String, Tensor> parameters() {
        return parameters;
    }

    /** The weights to validate with and to keep, in the network's order; valid until the next update. */
    Map<String, Tensor> evaluated() {
        Map<String, Tensor> evaluated = new LinkedHashMap<>();
        parameters.forEach((name, value) -> evaluated.put(name, optimizer.evaluated(name, value)));
        // An average over time remembers weights that are gone by now.
        pruner.clear(evaluated);
        return evaluated;
    }

    /** What removes weights. */
    Pruner pruner() {
        return pruner;
    }

    /** Loss and gradients of a batch, at the parameters of now. */
    Gradient gradient(Map<String, Tensor> batch, long step) {
        Map<String, Tensor> values = new LinkedHashMap<>(parameters);
        values.putAll(batch);
        Map<String, Tensor> results = plan.run(values, new RandomKey(config.seed(), step));
        List<Tensor> gradients = new ArrayList<>();
        for (String name : parameters.keySet()) {
            gradients.add(Objects.requireNonNull(results.get(Gradients.PREFIX + name)));
        }
        double loss = Objects.requireNonNull(results.get(Scores.LOSS)).get();
        return new Gradient(loss, GradientNorm.of(gradients), gradients);
    }

    /** Clips the gradients, lets the optimizer use them and removes the weights whose time has come. */
    void apply(Gradient gradient, double scale, long step) {
        int index = 0;
        for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
            Tensor raw = gradient.gradients().get(index++);
            Tensor spare = Objects.requireNonNull(scratch.get(entry.getKey()));
            Tensor clipped = config.clipping().clip(raw, gradient.norm(), spare);
            ParameterGroups.Scale own = Objects.requireNonNull(scales.get(entry.getKey()));
            Optimizer.Step scaled = new Optimizer.Step(step, planned, scale * own.rate(), own.decay());
            optimizer.update(entry.getKey(), entry.getValue(), clipped, scaled);
        }
        pruner.prune(parameters, step);
    }

    /**
     * What a batch says.
     *
     * @param loss mean over the batch
     * @param norm of all gradients together
     * @param gradients in the order of the parameters, valid until the next batch
     */
    record Gradient(double loss, double norm, List<Tensor> gradients) {
        boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }
}
