package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Judges outputs by a training's loss and metrics, whoever computed them. */
final class JudgedRows implements Validation {
    /** Odd, so that a form that only takes round batches is found out. */
    private static final int BATCH = 63;

    private final Dataset rows;
    private final Map<String, Metric> metrics;
    private final Plan loss;

    JudgedRows(Dataset rows, Loss loss, Map<String, Metric> metrics) {
        this.rows = rows;
        this.metrics = new LinkedHashMap<>(metrics);
        Dims dims =
                Dims.of(Dim.BATCH, rows.examples().getFirst().target().shape().size(0));
        Graph graph = new Graph(
                Map.of(Scores.LOSS, loss.loss(Exprs.input(Network.OUTPUTS, dims), Exprs.input(Batch.TARGETS, dims))));
        this.loss = Plan.compile(graph, EngineOptions.defaults());
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Scores judge(UnaryOperator<Map<String, Tensor>> model) {
        Map<String, Metric.Count> counts = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> counts.put(name, metric.start()));
        double sum = 0;
        for (Batch batch : Batches.inOrder(rows, BATCH)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>(batch.values());
            Tensor targets = Objects.requireNonNull(inputs.remove(Batch.TARGETS));
            Tensor outputs = Objects.requireNonNull(model.apply(inputs).get(Network.OUTPUTS));
            sum += loss(outputs, targets) * batch.size();
            counts.values().forEach(count -> count.add(outputs, targets));
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        counts.forEach((name, count) -> figures.put(name, count.value()));
        return new Scores(sum / rows.size(), figures);
    }

    private double loss(Tensor outputs, Tensor targets) {
        Map<String, Tensor> values = Map.of(Network.OUTPUTS, outputs, Batch.TARGETS, targets);
        return Objects.requireNonNull(loss.run(values, RandomKey.NONE).get(Scores.LOSS))
                .get();
    }
}
