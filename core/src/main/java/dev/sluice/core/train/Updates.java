package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ScheduledSampling;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The compiled training graph and the parameters that it updates at each step, from gradients or, for running statistics,
 * with their next values. */
final class Updates {
    /** Name prefix of the statistics' next values in the graph. */
    private static final String NEXT = "next.";

    private final TrainingConfig config;
    private final Network network;
    private final Graph graph;
    private final Plan plan;
    private final Optional<Plan> carrying;
    private final Map<String, RowUpdates> tables = new LinkedHashMap<>();
    private final PieceSums pieceSums;
    private final Optional<ShardSums> shardSums;
    private final boolean streamed;
    private Optional<CarriedStates> stream = Optional.empty();
    private final Tensors parameters;
    private final Tensors scratch;
    private final Map<String, ParameterGroups.Scale> scales;
    private final Set<String> statistics;
    private final Optimizer.Run optimizer;
    private final Pruner pruner;
    private final Optional<ReadingCoins> coins;
    private final List<DrawnClasses> draws = new ArrayList<>();
    private final long planned;
    private final long seed;

    /**
     * Compiles.
     *
     * @param planned updates of the whole training
     * @param from the state to start from. Not modified.
     */
    Updates(TrainingConfig config, TrainingTask task, EngineOptions engine, long planned, TrainingState from) {
        this.config = config;
        this.planned = planned;
        seed = task.seed();
        network = task.training();
        boolean pieces = config.truncatedBpttSteps() > 0;
        Map<String, Expr> results = new LinkedHashMap<>();
        results.putAll(UpdateRules.losses(config, network));
        network.followed().forEach((name, next) -> results.put(NEXT + name, next));
        streamed = task.trainingData().stream().isOn();
        UpdateRules.requireWholeBatches(config, network, streamed);
        if (streamed) {
            UpdateRules.requireStates(network);
            results.putAll(network.nextStates());
            stream = from.carried().names().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CarriedStates(from.carried().copy()));
        }
        graph = new Graph(results);
        Graph gradients = gradients(graph, network.trainedNames());
        Map<String, List<Expr>> sparse = config.sparseEmbeddings() ? SparseGradients.of(gradients) : Map.of();
        plan = Plan.compile(sparse.isEmpty() ? gradients : SparseGradients.split(gradients, sparse), engine);
        shardSums = config.parallel().active() ? Optional.of(new ShardSums(gradients)) : Optional.empty();
        carrying = pieces ? Optional.of(carryingPlan(engine)) : Optional.empty();
        parameters = Tensors.of(
                network.parameterNames(), name -> from.parameters().get(name).copy());
        sparse.keySet()
                .forEach(name -> tables.put(
                        name, new RowUpdates(config.optimizer(), name, parameters.get(name), from.optimizer())));
        scratch = Tensors.of(
                network.trainedNames().stream()
                        .filter(name -> !tables.containsKey(name))
                        .toList(),
                name -> Tensor.zeros(parameters.get(name).shape()));
        pieceSums = new PieceSums(
                pieces && network.heads().values().stream().anyMatch(Network.Head::everyStep),
                network.heads(),
                scratch);
        statistics = network.followed().keySet();
        scales = config.scales(network.parameters());
        optimizer = config.optimizer()
                .start(from.optimizer()
                        .only(key -> tables.keySet().stream().noneMatch(name -> RowUpdates.isOf(name, key))));
        coins = coins(task);
        network.heads()
                .forEach((name, head) ->
                        head.sampled().ifPresent(rows -> draws.add(new DrawnClasses(name, rows, seed))));
        pruner = new Pruner(config.pruning(), network.parameters(), planned);
        pruner.restore(from.pruned());
    }

    private Optional<ReadingCoins> coins(TrainingTask task) {
        if (graph.inputs().stream().noneMatch(input -> input.label().equals(ScheduledSampling.COINS))) {
            return Optional.empty();
        }
        TextTask texts = task.texts()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a network with scheduled sampling needs TrainingTask.texts, which says how often it reads"
                                + " what it said itself"));
        return Optional.of(new ReadingCoins(texts.sampling(), seed));
    }

    private Plan compile(Graph forward, List<String> trained, EngineOptions engine) {
        return Plan.compile(gradients(forward, trained), engine);
    }

    private Graph gradients(Graph forward, List<String> trained) {
        return config.recompute()
                ? TrainingGraph.recomputing(forward, Scores.LOSS, trained)
                : TrainingGraph.of(forward, Scores.LOSS, trained);
    }

    /** The plan for pieces before the last one: their states, the statistics that follow them, losses at every step. */
    private Plan carryingPlan(EngineOptions engine) {
        UpdateRules.requireStates(network);
        Map<String, Expr> results = new LinkedHashMap<>(network.nextStates());
        network.followed().forEach((name, next) -> results.put(NEXT + name, next));
        Map<String, Expr> losses = Objective.lossesOfPiece(network, config::objective, false);
        if (losses.isEmpty()) {
            return Plan.compile(new Graph(results), engine);
        }
        results.putAll(losses);
        Graph forward = new Graph(results);
        List<String> present =
                forward.parameters().stream().map(Parameter::label).toList();
        // A head at the end has parameters that earlier pieces do not see.
        List<String> trained =
                network.trainedNames().stream().filter(present::contains).toList();
        return compile(forward, trained, engine);
    }

    /** The most memory that a batch of this many sequences and steps needs. */
    TrainingMemory memory(int batch, int steps) {
        int piece = config.truncatedBpttSteps() == 0 ? steps : Math.min(steps, config.truncatedBpttSteps());
        long weights = Float.BYTES * parameters.elements();
        long activations;
        try {
            activations = plan.bytes(Math.ceilDiv(batch, config.parallel().shards()), piece)
                    + carrying.map(earlier -> earlier.bytes(batch, piece)).orElse(0L);
        } catch (ArithmeticException e) {
            throw new MemoryException("a batch of " + batch + " sequences of " + piece
                    + " steps has values of more than 2^31 numbers, which no array holds; make train.batch_size,"
                    + " data.text.max_length or model.encoder.hidden smaller");
        }
        return new TrainingMemory(
                3 * weights,
                Float.BYTES
                        * (scratch.elements() * (1 + slots())
                                + pieceSums.gradients().elements()),
                activations);
    }

    /** Number of floats that the optimizer keeps for each weight, found by a trial update of one. */
    private long slots() {
        Optimizer.Run trial = config.optimizer().start();
        trial.update("trial", Tensor.zeros(1), Tensor.zeros(1), 1, 1);
        return trial.state().elements();
    }

    /** The live parameters, in the network's order. */
    Tensors parameters() {
        return parameters;
    }

    /** The weights to validate and to keep, in the network's order; valid until the next update. */
    Tensors evaluated() {
        // The optimizer never sees statistics.
        Tensors evaluated =
                parameters.with(Tensors.of(scratch.names(), name -> optimizer.evaluated(name, parameters.get(name))));
        for (Map.Entry<String, RowUpdates> table : tables.entrySet()) {
            evaluated = evaluated.with(table.getKey(), table.getValue().evaluated());
        }
        // An average over time still contains weights that have been removed.
        pruner.clear(evaluated);
        return evaluated;
    }

    /** The live state of the optimizer. */
    Tensors optimizerState() {
        Tensors state = optimizer.state();
        for (RowUpdates table : tables.values()) {
            state = state.with(table.state());
        }
        return state;
    }

    /** The states of a stream's rows after the last update. */
    Tensors carried() {
        return stream.map(CarriedStates::states).orElse(Tensors.of());
    }

    /** Begins a stream again: the next update starts from zeros. */
    void restart() {
        stream = Optional.empty();
    }

    /** The pruner. */
    Pruner pruner() {
        return pruner;
    }

    /** Loss and gradients of a batch at the current parameters. */
    Gradient gradient(Batch data, long step) {
        Tensors batch = drawn(data, step);
        if (config.parallel().active()) {
            return taken(sum(batch, step, 0, config.parallel().shards()).orElseThrow());
        }
        if (streamed) {
            CarriedStates states = stream.orElseGet(() -> new CarriedStates(network, rows(batch)));
            Tensors results = run(plan, states.with(batch), step);
            states.take(results);
            stream = Optional.of(states);
            return taken(results);
        }
        if (carrying.isEmpty()) {
            return taken(run(plan, batch, step));
        }
        Pieces pieces = new Pieces(graph, batch, config.truncatedBpttSteps());
        CarriedStates states = new CarriedStates(network, pieces.rows());
        int last = pieces.size() - 1;
        pieceSums.clear();
        for (int piece = 0; piece < last; piece++) {
            Tensors results = run(carrying.get(), states.with(pieces.get(piece)), key(step, piece));
            states.take(results);
            pieceSums.add(results);
            follow(followed(results));
        }
        return pieceSums.with(taken(run(plan, states.with(pieces.get(last)), key(step, last))));
    }

    /** The gradient that a sum over all shards of a batch is. */
    Gradient gradient(float[] total) {
        return taken(sums().tensors(total));
    }

    /** The form in which sums over shards travel, where there are shards. */
    ShardSums sums() {
        return shardSums.orElseThrow();
    }

    /** The shards of a batch. */
    Shards shards(Tensors batch) {
        return new Shards(graph, network.heads(), batch, config.parallel().shards());
    }

    /** The sum over some shards of a batch at the current parameters; empty if it has none of them. */
    Optional<Tensors> sum(Batch data, long step, int from, int to) {
        return sum(drawn(data, step), step, from, to);
    }

    private Optional<Tensors> sum(Tensors batch, long step, int from, int to) {
        Shards shards = shards(batch);
        GradientTree tree = new GradientTree();
        for (int shard = from; shard < Math.min(to, shards.size()); shard++) {
            tree.add(run(plan, shards.get(shard), key(step, shard)));
        }
        return from < shards.size() ? Optional.of(tree.total()) : Optional.empty();
    }

    /** A batch with what is drawn at random for an update. */
    private Tensors drawn(Batch data, long step) {
        Tensors batch = data.values();
        if (coins.isPresent()) {
            batch = batch.with(ScheduledSampling.COINS, coins.get().at(step, data.steps(), data.size()));
        }
        for (DrawnClasses classes : draws) {
            batch = batch.with(classes.at(step));
        }
        return batch;
    }

    private int rows(Tensors batch) {
        String lengths = network.heads().values().iterator().next().lengths();
        return batch.get(lengths).array().length;
    }

    /** The key of a part's random masks: a function of the step and of which piece or shard it is, so that a resumed training
     * draws the same ones. */
    private static long key(long step, int part) {
        return step | (long) part << 40;
    }

    private Tensors run(Plan which, Tensors inputs, long key) {
        return which.run(parameters.with(inputs), new RandomKey(seed, key));
    }

    private Gradient taken(Tensors results) {
        List<Tensor> gradients = new ArrayList<>();
        scratch.names().forEach(name -> gradients.add(results.get(Gradients.PREFIX + name)));
        tables.forEach((name, table) -> gradients.add(table.gradient(SparseGradients.of(name, results))));
        double loss = results.get(Scores.LOSS).get();
        Map<String, Double> losses = new LinkedHashMap<>();
        network.heads()
                .keySet()
                .forEach(head -> losses.put(
                        head, (double) results.get(HeadScores.loss(head)).get()));
        return new Gradient(loss, losses, GradientNorm.of(gradients), gradients, followed(results));
    }

    /** Clips the gradients, updates the parameters and prunes. */
    void apply(Gradient gradient, double scale, long step) {
        int index = 0;
        for (String name : scratch.names()) {
            Tensor raw = gradient.gradients().get(index++);
            Tensor clipped = config.clip().clip(raw, gradient.norm(), scratch.get(name));
            ParameterGroups.Scale own = Objects.requireNonNull(scales.get(name));
            Optimizer.Step scaled = new Optimizer.Step(step, planned, scale * own.rate(), own.decay());
            optimizer.update(name, parameters.get(name), clipped, scaled);
        }
        for (Map.Entry<String, RowUpdates> table : tables.entrySet()) {
            Tensor raw = gradient.gradients().get(index++);
            Tensor clipped = config.clip().clip(raw, gradient.norm(), Tensor.zeros(raw.shape()));
            ParameterGroups.Scale own = Objects.requireNonNull(scales.get(table.getKey()));
            table.getValue().apply(clipped, new Optimizer.Step(step, planned, scale * own.rate(), own.decay()));
        }
        pruner.prune(parameters, step);
        follow(gradient.followed());
    }

    private Tensors followed(Tensors results) {
        return Tensors.of(statistics, name -> results.get(NEXT + name));
    }

    private void follow(Tensors followed) {
        followed.forEach((name, next) -> {
            float[] current = parameters.get(name).array();
            System.arraycopy(next.array(), 0, current, 0, current.length);
        });
    }

    /**
     * The result of a batch.
     *
     * @param loss the sum of the heads' losses, each by its weight
     * @param losses mean over the batch, by head
     * @param norm of all gradients together
     * @param gradients in the order of the trained parameters, valid until the next batch
     * @param followed the next values of statistics, valid until the next batch
     */
    record Gradient(double loss, Map<String, Double> losses, double norm, List<Tensor> gradients, Tensors followed) {
        boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }
}
