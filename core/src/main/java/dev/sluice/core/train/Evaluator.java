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
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Measures a model on a split, without random masks, in a fixed order. */
public final class Evaluator {
    private final Network network;
    private final Function<String, Objective> objectives;
    private final int truncation;
    private final Graph graph;
    private final Plan plan;
    private final Optional<HeadLosses> losses;

    /**
     * Compiles the network once for all evaluations of whole sequences.
     *
     * @param network built for inference
     * @param objectives loss and metrics of each head
     */
    public Evaluator(Network network, Function<String, Objective> objectives, EngineOptions engine) {
        this(network, objectives, engine, 0);
    }

    /**
     * Compiles the network once for all evaluations.
     *
     * @param network built for inference; with states, if sequences come in pieces
     * @param objectives loss and metrics of each head
     * @param truncation steps of a piece, whose final states the next piece starts from; 0 for whole sequences. The figures
     *     are the same, but only one piece is in memory at a time.
     */
    public Evaluator(Network network, Function<String, Objective> objectives, EngineOptions engine, int truncation) {
        this.network = network;
        this.objectives = objectives;
        this.truncation = truncation;
        Map<String, Expr> results = new LinkedHashMap<>();
        network.heads().forEach((name, head) -> {
            results.put(name, head.outputs());
            Objective objective = objectives.apply(name);
            if (truncation == 0) {
                results.put(HeadScores.loss(name), objective.mean(name, head));
                results.put(HeadScores.point(name), objective.point(head));
            }
        });
        results.putAll(network.nextStates());
        graph = new Graph(results);
        plan = Plan.compile(graph, engine);
        losses = truncation == 0 ? Optional.empty() : Optional.of(new HeadLosses(network, objectives, engine));
    }

    /** Compiles a network with one loss and the same metrics for each of its heads. */
    public Evaluator(Network network, Loss loss, List<Choice<Metric>> metrics, EngineOptions engine) {
        this(network, head -> new Objective(loss, 1, metrics), engine);
    }

    /** Measures all examples. */
    public Scores evaluate(Tensors parameters, Dataset data, int batchSize) {
        return evaluate(parameters, data, batchSize, () -> false);
    }

    /** Measures all examples, and tells a listener of the outputs for each. */
    public Scores evaluate(Tensors parameters, Dataset data, int batchSize, OutputListener listener) {
        return evaluate(parameters, data, batchSize, () -> false, listener);
    }

    /** Outputs and mean losses of a batch, those of pieces put together. */
    private Tensors run(Batch batch) {
        return losses.isEmpty()
                ? plan.run(batch.values(), RandomKey.NONE)
                : losses.get().with(outputsInPieces(batch), batch);
    }

    /** Outputs and mean losses of a piece of a stream, which goes on from the states of the one before. */
    private Tensors runOn(CarriedStates states, Batch piece) {
        Tensors results = plan.run(states.with(piece.values()), RandomKey.NONE);
        states.take(results);
        return results;
    }

    /** At every step each piece's own outputs; at the end those of the last piece, in which every row ends. */
    private Tensors outputsInPieces(Batch batch) {
        Tensors.Builder zeros = Tensors.builder();
        network.heads().forEach((name, head) -> {
            if (head.everyStep()) {
                Shape targets = batch.target(name).shape();
                zeros.put(
                        name,
                        Tensor.zeros(
                                targets.size(0),
                                targets.size(1),
                                head.outputs().shape().fixed(-1)));
            }
        });
        Tensors steps = zeros.build();
        CarriedStates states = new CarriedStates(network, batch.size());
        Pieces pieces = new Pieces(graph, batch.values(), truncation);
        Tensors outputs = Tensors.of();
        for (int piece = 0; piece < pieces.size(); piece++) {
            outputs = plan.run(states.with(pieces.get(piece)), RandomKey.NONE);
            states.take(outputs);
            for (String name : steps.names()) {
                pieces.place(piece, outputs.get(name), steps.get(name));
            }
        }
        return outputs.with(steps);
    }

    /** Measures the examples up to the first batch at which {@code stop} is true. */
    Scores evaluate(Tensors parameters, Dataset data, int batchSize, BooleanSupplier stop) {
        return evaluate(parameters, data, batchSize, stop, OutputListener.none());
    }

    private Scores evaluate(
            Tensors parameters, Dataset data, int batchSize, BooleanSupplier stop, OutputListener listener) {
        plan.hold(parameters);
        losses.ifPresent(each -> each.hold(parameters));
        List<HeadScores> scores = HeadScores.of(network, objectives);
        JointMatch joint = new JointMatch(network.heads().keySet(), objectives);
        OutputListener listeners = (head, example, points, shaped, targets) -> {
            joint.outputs(head, example, points, shaped, targets);
            listener.outputs(head, example, points, shaped, targets);
        };
        Batches batches = Batches.inOrder(data, batchSize);
        if (batches.carryStates() && !network.mode().carriesStates()) {
            throw new IllegalArgumentException(
                    "a stream is measured with a network that carries its states, but this one is built" + " for "
                            + network.mode() + "; build it for WITH_STATES");
        }
        Optional<CarriedStates> stream =
                batches.carryStates() ? Optional.of(new CarriedStates(network, 1)) : Optional.empty();
        for (int i = 0; i < batches.size() && !stop.getAsBoolean(); i++) {
            Batch batch = batches.get(i);
            List<Integer> examples = batches.indices(i);
            Tensors results = stream.isPresent() ? runOn(stream.get(), batch) : run(batch);
            scores.forEach(score -> score.add(results, batch, data, examples, listeners));
        }
        return joint.with(HeadScores.together(scores));
    }
}
