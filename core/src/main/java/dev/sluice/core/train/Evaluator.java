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
    private final Network network;
    private final int truncation;
    private final Graph graph;
    private final Plan plan;

    /**
     * Compiles the network once for all evaluations of whole sequences.
     *
     * @param network built for inference
     * @param metrics by the names they are reported by
     */
    public Evaluator(Network network, Loss loss, Map<String, Metric> metrics, EngineOptions engine) {
        this(network, loss, metrics, engine, 0);
    }

    /**
     * Compiles the network once for all evaluations.
     *
     * @param network built for inference; with states, if sequences come in pieces
     * @param metrics by the names they are reported by
     * @param truncation steps of a piece, whose states the next one begins with; 0 for whole sequences. The figures are the
     *     same, the memory is that of a piece.
     */
    public Evaluator(Network network, Loss loss, Map<String, Metric> metrics, EngineOptions engine, int truncation) {
        this.metrics = new LinkedHashMap<>(metrics);
        this.network = network;
        this.truncation = truncation;
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put(Network.OUTPUTS, network.outputs());
        outputs.put(Scores.LOSS, loss.loss(network.outputs(), targets(network)));
        outputs.putAll(network.nextStates());
        graph = new Graph(outputs);
        plan = Plan.compile(graph, engine);
    }

    /** The input with the right answers, {@code targets [B, C]}. */
    static Expr targets(Network network) {
        return Exprs.input(Batch.TARGETS, Dims.of(Dim.BATCH, network.outputSize()));
    }

    /** Measures all examples. */
    public Scores evaluate(Map<String, Tensor> parameters, Dataset data, int batchSize) {
        return evaluate(parameters, data, batchSize, () -> false);
    }

    /** The results for a batch: those of its last piece, in which every row ends. */
    private Map<String, Tensor> run(Batch batch) {
        if (truncation == 0) {
            return plan.run(batch.values(), RandomKey.NONE);
        }
        CarriedStates states = new CarriedStates(network, batch.size());
        Map<String, Tensor> results = Map.of();
        for (Map<String, Tensor> chunk : new Chunks(graph, batch.values(), truncation)) {
            results = plan.run(states.with(chunk), RandomKey.NONE);
            states.take(results);
        }
        return results;
    }

    /** Measures all examples, or those before the stop. */
    Scores evaluate(Map<String, Tensor> parameters, Dataset data, int batchSize, BooleanSupplier stop) {
        plan.hold(parameters);
        Map<String, Metric.Count> counts = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> counts.put(name, metric.start()));
        double sum = 0;
        long examples = 0;
        for (Batch batch : Batches.inOrder(data, batchSize)) {
            if (stop.getAsBoolean()) {
                break;
            }
            Map<String, Tensor> results = run(batch);
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
