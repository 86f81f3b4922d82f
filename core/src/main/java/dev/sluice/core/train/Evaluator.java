package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Measures a model on a split, without random masks, in a fixed order. */
public final class Evaluator {
    private final Map<String, Metric> metrics;
    private final Plan plan;

    /**
     * Compiles the network once for all evaluations.
     *
     * @param network built for inference
     * @param metrics by the names they are reported by
     */
    public Evaluator(Network network, Loss loss, Map<String, Metric> metrics, EngineOptions engine) {
        this.metrics = new LinkedHashMap<>(metrics);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put(Network.OUTPUTS, network.outputs());
        outputs.put(Scores.LOSS, loss.loss(network.outputs(), targets(network)));
        plan = Plan.compile(new Graph(outputs), engine);
    }

    /** The input with the right answers, {@code targets [B, C]}. */
    static Expr targets(Network network) {
        return Exprs.input(Batch.TARGETS, Dims.of(Dim.BATCH, network.outputSize()));
    }

    /** Measures all examples. */
    public Scores evaluate(Map<String, Tensor> parameters, Dataset data, int batchSize) {
        return evaluate(parameters, data, batchSize, () -> false);
    }

    /** Measures all examples, or those before the stop. */
    Scores evaluate(Map<String, Tensor> parameters, Dataset data, int batchSize, BooleanSupplier stop) {
        Map<String, Metric.Count> counts = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> counts.put(name, metric.start()));
        double sum = 0;
        long examples = 0;
        for (Batch batch : Batches.inOrder(data, batchSize)) {
            if (stop.getAsBoolean()) {
                break;
            }
            Map<String, Tensor> values = new LinkedHashMap<>(parameters);
            values.putAll(batch.values());
            Map<String, Tensor> results = plan.run(values, RandomKey.NONE);
            Tensor outputs = Objects.requireNonNull(results.get(Network.OUTPUTS));
            sum += (double) Objects.requireNonNull(results.get(Scores.LOSS)).get() * batch.size();
            examples += batch.size();
            counts.values().forEach(count -> count.add(outputs, batch.targets()));
        }
        if (examples == 0) {
            return Scores.none();
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        counts.forEach((name, count) -> figures.put(name, count.value()));
        return new Scores(sum / examples, figures);
    }
}
