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
import java.util.Set;

/** The compiled training graph, and the parameters that it changes step by step: by gradients, or as they follow. */
final class Updates {
    /** What the names of statistics' next values begin with in the graph. */
    private static final String NEXT = "next.";

    private final TrainingConfig config;
    private final Plan plan;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> scratch = new LinkedHashMap<>();
    private final Set<String> statistics;
    private final Optimizer.Run optimizer;

    Updates(TrainingConfig config, TrainingTask task, EngineOptions engine) {
        this.config = config;
        Network network = task.training();
        Expr loss = Objective.sum(network, config::objective);
        Map<String, Expr> results = new LinkedHashMap<>();
        results.put(Scores.LOSS, loss);
        network.followed().forEach((name, next) -> results.put(NEXT + name, next));
        Graph forward = Hoist.apply(new Graph(results));
        plan = Plan.compile(Gradients.extend(forward, Scores.LOSS, network.trainedNames()), engine);
        for (String name : network.parameterNames()) {
            parameters.put(
                    name, Objects.requireNonNull(task.initial().get(name)).copy());
        }
        for (String name : network.trainedNames()) {
            scratch.put(name, Tensor.zeros(parameter(name).shape()));
        }
        statistics = network.followed().keySet();
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
        for (String name : scratch.keySet()) {
            gradients.add(Objects.requireNonNull(results.get(Gradients.PREFIX + name)));
        }
        double loss = Objects.requireNonNull(results.get(Scores.LOSS)).get();
        Map<String, Tensor> followed = new LinkedHashMap<>();
        statistics.forEach(name -> followed.put(name, Objects.requireNonNull(results.get(NEXT + name))));
        return new Gradient(loss, GradientNorm.of(gradients), gradients, followed);
    }

    /** Clips the gradients and lets the optimizer use them. */
    void apply(Gradient gradient, double scale, long step) {
        int index = 0;
        for (Map.Entry<String, Tensor> entry : scratch.entrySet()) {
            Tensor raw = gradient.gradients().get(index++);
            Tensor clipped = config.clipping().clip(raw, gradient.norm(), entry.getValue());
            optimizer.update(entry.getKey(), parameter(entry.getKey()), clipped, scale, step);
        }
        gradient.followed().forEach((name, next) -> {
            float[] current = parameter(name).array();
            System.arraycopy(next.array(), 0, current, 0, current.length);
        });
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
     * @param followed the next values of statistics, valid until the next batch
     */
    record Gradient(double loss, double norm, List<Tensor> gradients, Map<String, Tensor> followed) {
        boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }
}
