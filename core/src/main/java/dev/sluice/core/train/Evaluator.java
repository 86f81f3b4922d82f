package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Measures a model on a split, without random masks, in a fixed order. */
public final class Evaluator {
    private final Network network;
    private final Function<String, Objective> objectives;
    private final int truncation;
    private final Graph graph;
    private final Plan plan;

    /**
     * Compiles the network once for all evaluations of whole sequences.
     *
     * @param network built for inference
     * @param objectives what each head is measured by
     */
    public Evaluator(Network network, Function<String, Objective> objectives, EngineOptions engine) {
        this(network, objectives, engine, 0);
    }

    /**
     * Compiles the network once for all evaluations.
     *
     * @param network built for inference; with states, if sequences come in pieces
     * @param objectives what each head is measured by
     * @param truncation steps of a piece, whose states the next one begins with; 0 for whole sequences. The figures are the
     *     same, the memory is that of a piece.
     */
    public Evaluator(Network network, Function<String, Objective> objectives, EngineOptions engine, int truncation) {
        this.network = network;
        this.objectives = objectives;
        this.truncation = truncation;
        Map<String, Expr> results = new LinkedHashMap<>();
        network.heads().forEach((name, head) -> {
            results.put(name, head.outputs());
            results.put(loss(name), objectives.apply(name).mean(name, head));
        });
        results.putAll(network.nextStates());
        graph = new Graph(results);
        plan = Plan.compile(graph, engine);
    }

    /** Compiles a network with one loss and the same metrics for each of its heads. */
    public Evaluator(Network network, Loss loss, Map<String, Metric> metrics, EngineOptions engine) {
        this(network, head -> new Objective(loss, 1, metrics), engine);
    }

    private static String loss(String head) {
        return head + "." + Scores.LOSS;
    }

    /** Measures all examples. */
    public Scores evaluate(Map<String, Tensor> parameters, Dataset data, int batchSize) {
        return evaluate(parameters, data, batchSize, () -> false);
    }

    /** The results for a batch: those of its last piece, in which every row ends. */
    private Map<String, Tensor> run(Map<String, Tensor> parameters, Batch batch) {
        Map<String, Tensor> values = new LinkedHashMap<>(parameters);
        if (truncation == 0) {
            values.putAll(batch.values());
            return plan.run(values, RandomKey.NONE);
        }
        CarriedStates states = new CarriedStates(network, batch.size());
        Map<String, Tensor> results = Map.of();
        for (Map<String, Tensor> chunk : new Chunks(graph, batch.values(), truncation)) {
            values.putAll(states.with(chunk));
            results = plan.run(values, RandomKey.NONE);
            states.take(results);
        }
        return results;
    }

    /** Measures all examples, or those before the stop. */
    Scores evaluate(Map<String, Tensor> parameters, Dataset data, int batchSize, BooleanSupplier stop) {
        List<HeadScores> scores = new ArrayList<>();
        network.heads().forEach((name, head) -> scores.add(new HeadScores(name, head, objectives.apply(name))));
        for (Batch batch : Batches.inOrder(data, batchSize)) {
            if (stop.getAsBoolean()) {
                break;
            }
            Map<String, Tensor> results = run(parameters, batch);
            scores.forEach(score -> score.add(results, batch));
        }
        if (scores.getFirst().count == 0) {
            return Scores.none();
        }
        double sum = 0;
        Map<String, Double> figures = new LinkedHashMap<>();
        for (HeadScores score : scores) {
            sum += score.objective.weight() * score.loss();
            score.figures(figures, scores.size() > 1);
        }
        return new Scores(sum, figures);
    }

    /** What is gathered of one head. */
    private static final class HeadScores {
        private final String name;
        private final Network.Head head;
        private final Objective objective;
        private final Map<String, Metric.Count> counts = new LinkedHashMap<>();
        private double sum;
        private long count;

        HeadScores(String name, Network.Head head, Objective objective) {
            this.name = name;
            this.head = head;
            this.objective = objective;
            objective.metrics().forEach((metric, recipe) -> counts.put(metric, recipe.start()));
        }

        void add(Map<String, Tensor> results, Batch batch) {
            Tensor outputs = Objects.requireNonNull(results.get(name));
            Tensor targets = batch.target(name);
            long weight = batch.size();
            if (head.everyStep()) {
                Tensor lengths = batch.input(head.lengths());
                weight = 0;
                for (float length : lengths.array()) {
                    weight += (long) length;
                }
                counts.values().forEach(metric -> metric.addSteps(outputs, targets, lengths));
            } else {
                counts.values().forEach(metric -> metric.add(outputs, targets));
            }
            sum += (double) Objects.requireNonNull(results.get(Evaluator.loss(name)))
                            .get()
                    * weight;
            count += weight;
        }

        /** The mean over examples, or over steps. */
        double loss() {
            return sum / Math.max(1, count);
        }

        void figures(Map<String, Double> figures, boolean several) {
            if (several) {
                figures.put(Evaluator.loss(name), loss());
            }
            counts.forEach((metric, found) -> figures.put(several ? name + "." + metric : metric, found.value()));
        }
    }
}
