package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The head that writes a text. In training and judgement it reads the right text, one symbol behind (teacher forcing):
 *
 * <pre>
 *   previous [T, B] ─ embedding ─ loop of {@link DecoderStep} from the bridged states ─ readout ─ scores [T, B, V]
 *                                     │                                        │
 *                                     └───── attention to the encoder's outputs ─┘
 * </pre>
 *
 * <p>Attention that no state depends on is computed after the loop for all steps at once. For use there are two networks: one gives
 * what the first step needs, the other is one step.
 */
final class TextDecoder {
    /** Name of the encoder's outputs, {@code [T, B, F]}. */
    static final String MEMORY = "memory";

    /** Name of what queries are compared with, {@code [T, B, A]}. */
    static final String KEYS = "keys";

    /** Name of the symbol that a step reads, {@code [B, 1]}. */
    static final String TOKEN = "token";

    /** Name of the logarithms of the next symbol's probabilities, {@code [B, V]}. */
    static final String LOG_PROBABILITIES = "log_probabilities";

    /** Name of the weights of the source's steps, {@code [T, B, 1]}. */
    static final String ATTENTION = "attention";

    private static final String SCOPE = "decoder";

    private final DecoderOptions options;
    private final WritingTask task;
    private final ParameterScope scope;
    private final boolean training;

    TextDecoder(DecoderOptions options, WritingTask task, ParameterScope root, boolean training) {
        this.options = options;
        this.task = task;
        this.scope = root.child(SCOPE);
        this.training = training;
    }

    /**
     * What an encoder gives to the decoder.
     *
     * @param sequence its outputs, {@code [T, B, F]}
     * @param lengths of the source, {@code [B]}
     * @param states final states of all encoders, {@code [B, ..]} each, and numbers of the whole example
     */
    record Source(Expr sequence, Expr lengths, List<Expr> states) {}

    /** The head over the right text. */
    Network.Head head(Source source) {
        Expr table = table();
        Expr previous = Expr.of(new Input(task.previous(), Dims.of(Dim.TIME, Dim.BATCH), Input.Kind.INDEX));
        Expr embedded = Embedding.read(table, previous, options.embedding(), scope, training);
        DecoderStep step = new DecoderStep(
                options,
                scope,
                attends()
                        ? Optional.of(Memory.of(source.sequence(), keys(source.sequence()), source.lengths()))
                        : Optional.empty());
        Dense.Layer scoring = scores(table);
        Expr said = readsOwn()
                ? ownLoop(step, embedded, source, scoring, table)
                : loop(step, dropped("embedding", embedded), source);
        Expr valid = Exprs.validSteps(SequenceModel.lengths(task.lengths()));
        Expr scores = scoring.of(dropped("readout", said));
        return new Network.Head(Exprs.select(valid, scores, Exprs.constant(0)), task.lengths());
    }

    /** Reads the right symbols, {@code [T, B, E]}, and gives what scores are made from, {@code [T, B, R]}. */
    private Expr loop(DecoderStep step, Expr embedded, Source source) {
        ScanBuilder scan = new ScanBuilder(false);
        DecoderStep.Result result = step(step, scan, scan.input("y", embedded), source, false);
        int given = scan.output(result.readout().orElse(result.top()));
        Expr sequence = scan.build().output(given);
        return result.readout().isPresent() ? sequence : step.saidAtAllSteps(sequence);
    }

    /** The same where coins decide at each step whether the symbol that scored highest before is read in place of the right one. */
    private Expr ownLoop(DecoderStep step, Expr embedded, Source source, Dense.Layer scoring, Expr table) {
        ScanBuilder scan = new ScanBuilder(false);
        Expr right = scan.input("y", embedded);
        Expr coin = scan.input("coin", Exprs.input(ScheduledSampling.COINS, Dims.of(Dim.TIME, Dim.BATCH, 1)));
        Expr own =
                scan.state("own", Exprs.zeros(Dims.of(Dim.BATCH, right.shape().axis(-1))));
        Expr y = Exprs.select(coin, own, right);
        if (options.dropout() > 0) {
            y = y.mul(scan.input(
                    "dropout.y", mask("embedding.dropout", right.shape().fixed(-1))));
        }
        DecoderStep.Result result = step(step, scan, y, source, true);
        Expr said = result.readout().orElseThrow();
        Expr scores = scoring.of(said);
        Expr best = Exprs.equal(scores, Expr.of(new Reduce(Reduce.Kind.MAX, -1, true), scores));
        Expr row = best.matmul(table).div(Expr.of(new Reduce(Reduce.Kind.SUM, -1, true), best));
        scan.next(own, row);
        int given = scan.output(said);
        return scan.build().output(given);
    }

    private DecoderStep.Result step(DecoderStep step, ScanBuilder scan, Expr y, Source source, boolean whole) {
        Map<String, Expr> placeholders = new LinkedHashMap<>();
        InitialStates initial = bridge(source);
        DecoderStep.Result result = step.build(
                y,
                (name, dims) -> placeholders.computeIfAbsent(name, key -> scan.state(key, initial.initial(key, dims))),
                layer -> x -> training && options.dropout() > 0
                        ? x.mul(scan.input(
                                "dropout." + layer,
                                mask("l" + layer + ".dropout", x.shape().fixed(-1))))
                        : x,
                whole);
        placeholders.forEach((name, state) ->
                scan.next(state, Objects.requireNonNull(result.next().get(name), name)));
        return result;
    }

    private boolean readsOwn() {
        return training && options.scheduledSampling().active();
    }

    private Expr mask(String purpose, int size) {
        return Dropout.mask(scope.qualified(purpose), options.dropout(), false, size);
    }

    /** What the first step needs, by the names that it has among the inputs of {@link #step}. */
    Map<String, Expr> beginning(Source source) {
        Map<String, Expr> beginning = new LinkedHashMap<>();
        if (attends()) {
            beginning.put(MEMORY, source.sequence());
            if (hasKeys()) {
                beginning.put(KEYS, keys(source.sequence()));
            }
        }
        InitialStates bridge = bridge(source);
        stateShapes().forEach((name, dims) -> beginning.put(InitialStates.PREFIX + name, bridge.initial(name, dims)));
        return beginning;
    }

    /** The states by full name, with their shapes. */
    private Map<String, Dims> stateShapes() {
        Map<String, Dims> shapes = new LinkedHashMap<>();
        for (int layer = 0; layer < options.layers(); layer++) {
            ParameterScope inner = scope.child("l" + layer);
            CellSignature.of(options.cell().getFirst(), options.hidden(), options.hidden())
                    .states()
                    .forEach(state -> shapes.put(inner.qualified(state.name()), Dims.of(Dim.BATCH, state.size())));
        }
        if (options.inputFeeding()) {
            shapes.put(scope.qualified(DecoderStep.FEED), Dims.of(Dim.BATCH, options.readoutSize()));
        }
        return shapes;
    }

    /**
     * One step as a network: {@code token [B, 1]}, the states and what the encoder gave → log-probabilities {@code [B, V]}, next states
     * and the weights of attention.
     *
     * @param width features of the encoder's outputs, {@code F}
     * @param lengths name of the source's lengths
     */
    Network step(int width, String lengths) {
        List<ModelInput> inputs = new ArrayList<>(List.of(new ModelInput.Category(TOKEN, task.vocabulary())));
        Optional<Memory> memory = Optional.empty();
        if (attends()) {
            ModelInput values = new ModelInput.Features(MEMORY, width);
            inputs.add(values);
            Expr keys = values.expression();
            if (hasKeys()) {
                ModelInput given = new ModelInput.Features(KEYS, options.hidden());
                inputs.add(given);
                keys = given.expression();
            }
            memory = Optional.of(Memory.of(values.expression(), keys, SequenceModel.lengths(lengths)));
        }
        Expr table = table();
        Dense.Layer scoring = scores(table);
        Expr token = inputs.getFirst().expression();
        Expr y = Exprs.gather(table, token)
                .reshape(Dims.of(Dim.BATCH, options.embedding().size()));
        DecoderStep.Result result =
                new DecoderStep(options, scope, memory).build(y, InitialStates.INPUTS, layer -> x -> x, true);
        Expr scores = scoring.of(result.readout().orElseThrow());
        Map<String, Network.Head> heads = new LinkedHashMap<>();
        heads.put(LOG_PROBABILITIES, new Network.Head(Exprs.logSoftmax(scores), lengths));
        Map<String, Expr> extras = new LinkedHashMap<>();
        result.weights()
                .ifPresent(weights ->
                        extras.put(ATTENTION, Exprs.stepsFirst(weights.reshape(Dims.of(Dim.BATCH, Dim.MEMORY, 1)))));
        return new Network(
                Network.Mode.WITH_STATES,
                inputs,
                heads,
                extras,
                result.next(),
                scope.declared(),
                Map.of(),
                result.cells());
    }

    private boolean attends() {
        return options.attention() != DecoderOptions.Attention.NONE;
    }

    private boolean hasKeys() {
        return options.attention() == DecoderOptions.Attention.GENERAL
                || options.attention() == DecoderOptions.Attention.ADDITIVE;
    }

    /** {@code [T, B, F] → [T, B, A]}. */
    private Expr keys(Expr sequence) {
        if (hasKeys()) {
            Expr weight = scope.child("attention")
                    .declare(
                            "keys",
                            ParameterSpec.Role.INPUT_WEIGHT,
                            options.hidden(),
                            sequence.shape().fixed(-1));
            return sequence.matmulTransposed(weight);
        }
        if (attends() && sequence.shape().fixed(-1) != options.hidden()) {
            throw new ModelConfigException(
                    "decoder.attention: dot multiplies the decoder's output with the encoder's, but"
                            + " they have " + options.hidden() + " and "
                            + sequence.shape().fixed(-1)
                            + " features; make decoder.hidden "
                            + sequence.shape().fixed(-1) + ", or take attention: general");
        }
        return sequence;
    }

    private InitialStates bridge(Source source) {
        if (options.bridge() == DecoderOptions.Bridge.ZEROS || source.states().isEmpty()) {
            return InitialStates.ZEROS;
        }
        Expr all = Exprs.concat(-1, source.states());
        ParameterScope inner = scope.child("bridge");
        return (name, dims) -> name.equals(scope.qualified(DecoderStep.FEED))
                ? Exprs.zeros(dims)
                : Exprs.tanh(new Dense(dims.fixed(-1))
                        .build(inner.child(name.substring(scope.prefix().length() + 1)), all));
    }

    private Expr table() {
        Embedding embedding =
                new Embedding(task.vocabulary(), options.embedding().size());
        ParameterScope inner = scope.child("embedding");
        return options.tied() ? embedding.smallTable(inner) : embedding.table(inner);
    }

    /** The layer that gives a score for each symbol, {@code [.., R] → [.., V]}. */
    private Dense.Layer scores(Expr table) {
        Dense dense = new Dense(task.vocabulary());
        ParameterScope inner = scope.child("scores");
        return options.tied()
                ? dense.tied(inner, options.readoutSize(), table)
                : dense.declared(inner, options.readoutSize());
    }

    private Expr dropped(String what, Expr x) {
        return training ? Dropout.apply(scope.qualified(what + ".dropout"), options.dropout(), x) : x;
    }
}
