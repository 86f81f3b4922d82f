package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.option.OptionRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Builds a network that reads sequences and has outputs once, or at every step:
 *
 * <pre>
 *   tokens [T, B] ─ embedding ─┬─ recurrent stack [T, B, F] ─ pooling [B, F] ─┬─ head [B, C]
 *   characters ─ kernel, max ──┤           │                                  │
 *   features [T, B, I] ────────┘           │                                  │
 *                                          └─ head at every step [T, B, C]    ├─ head [B, C']
 *   another input ──────────────── recurrent stack ───────── pooling ─────────┤
 *   static numbers [B, F] ────────────────────────────────────────────────────┘
 *
 *   head:  (dropout ─ dense ─ relu)* ─ dropout ─ dense
 * </pre>
 */
public final class SequenceModel {
    private final ModelConfig config;
    private final Wiring wiring;
    private final Network.Mode mode;
    private final ParameterScope root;
    private final List<CellSignature> cells = new ArrayList<>();
    private final Map<String, Expr> states = new LinkedHashMap<>();
    private final Map<String, Expr> tables = new LinkedHashMap<>();
    private final Map<String, RecurrentStack.Result> encoded = new LinkedHashMap<>();
    /** The steps of each row of what an encoder gives, by its name. */
    private final Map<String, Expr> steps = new LinkedHashMap<>();

    private final Optional<ForecastHead> forecast;
    private final Map<String, WritingTask> texts;

    private SequenceModel(ModelConfig config, Wiring wiring, HeadTasks tasks, Network.Mode mode, ParameterScope root) {
        this.config = config;
        this.wiring = wiring;
        this.mode = mode;
        this.root = root;
        texts = tasks.texts();
        forecast = tasks.forecasts().entrySet().stream()
                .findFirst()
                .map(task -> new ForecastHead(config, wiring, task.getKey(), task.getValue(), root, mode));
    }

    /**
     * Builds a network with one input and one head.
     *
     * @param outputs classes or numbers, {@code C}
     */
    public static Network build(ModelConfig config, ModelInput input, int outputs, Network.Mode mode) {
        return build(config, List.of(input), HeadSize.points(Map.of(Network.OUTPUTS, outputs)), mode);
    }

    /**
     * Builds a network.
     *
     * @param inputs of the data
     * @param outputs the size of each head, by name
     * @throws IllegalArgumentException if a number of the configuration is out of its range
     * @throws ModelConfigException if the configuration does not fit itself or the data
     */
    public static Network build(
            ModelConfig config, List<ModelInput> inputs, Map<String, HeadSize> outputs, Network.Mode mode) {
        return build(config, inputs, outputs, HeadTasks.none(), mode);
    }

    /**
     * Builds a network that may forecast or write.
     *
     * @param inputs of the data
     * @param outputs the size of each head, by name
     * @param tasks what is asked of single heads
     * @throws IllegalArgumentException if a number of the configuration is out of its range
     * @throws ModelConfigException if the configuration does not fit itself or the data
     */
    public static Network build(
            ModelConfig config,
            List<ModelInput> inputs,
            Map<String, HeadSize> outputs,
            HeadTasks tasks,
            Network.Mode mode) {
        OptionRecords.checked(config);
        Wiring wiring = Wiring.of(config, inputs);
        wiring.checkNormalize(config, mode, !tasks.forecasts().isEmpty());
        ParameterScope root = ParameterScope.root(config.initialization());
        WritingChecks.check(config, wiring, outputs, tasks, mode);
        if (config.ensemble() == 1) {
            return new SequenceModel(config, wiring, tasks, mode, root).build(outputs);
        }
        outputs.forEach((name, size) -> {
            if (!size.form().canBeAveraged()) {
                throw new ModelConfigException("ensemble: the networks' outputs are averaged, but those of '" + name
                        + "' cannot be: components of a mixture have no order, and networks need not agree where in a recording"
                        + " a symbol is; take 1, or a loss such as gaussian, cross-entropy or crf");
            }
        });
        List<Network> members = new ArrayList<>();
        for (int member = 0; member < config.ensemble(); member++) {
            members.add(
                    new SequenceModel(config, wiring, tasks, mode, root.child(Ensemble.scope(member))).build(outputs));
        }
        return Ensemble.of(members);
    }

    /**
     * Builds the two networks that a model which writes is used as.
     *
     * @param inputs of the data
     * @param task the text that it writes
     * @throws ModelConfigException if the configuration does not fit itself or the data
     */
    public static EncoderDecoder encoderDecoder(ModelConfig config, List<ModelInput> inputs, WritingTask task) {
        OptionRecords.checked(config);
        Wiring wiring = Wiring.of(config, inputs);
        ParameterScope root = ParameterScope.root(config.initialization());
        SequenceModel model = new SequenceModel(config, wiring, HeadTasks.none(), Network.Mode.INFERENCE, root);
        wiring.branches().forEach(branch -> model.encode(branch, false));
        TextDecoder.Source source = model.source();
        Map<String, Expr> beginning = new TextDecoder(config.writer(), task, root, false).beginning(source);
        Network encoder = new Network(
                Network.Mode.INFERENCE,
                wiring.inputs(),
                Map.of(),
                beginning,
                model.states,
                root.declared(),
                Map.of(),
                model.cells);
        TextDecoder step = new TextDecoder(config.writer(), task, ParameterScope.root(config.initialization()), false);
        return new EncoderDecoder(
                encoder,
                step.step(source.sequence().shape().fixed(-1), model.attended().lengths()));
    }

    /** The encoder whose steps are looked at. */
    private Branch attended() {
        return WritingChecks.attended(config, wiring);
    }

    private TextDecoder.Source source() {
        Branch attended = attended();
        List<Expr> rows = new ArrayList<>(states.values().stream()
                .filter(state -> state.shape().rank() == 2)
                .toList());
        wiring.statics().forEach(input -> rows.add(row(input)));
        return new TextDecoder.Source(
                Objects.requireNonNull(encoded.get(attended.name())).sequence(), lengths(attended.lengths()), rows);
    }

    private Network build(Map<String, HeadSize> outputs) {
        List<String> ends = outputs.keySet().stream()
                .filter(name -> !texts.containsKey(name) && atEnd(config.headOf(name)))
                .toList();
        wiring.branches().forEach(branch -> encode(branch, ends.size() == outputs.size()));
        Map<String, Network.Head> heads = new LinkedHashMap<>();
        // Only if it is read: a pooling may have parameters of its own.
        List<Expr> row = ends.isEmpty() ? List.of() : List.of(pooled());
        outputs.forEach((name, size) -> heads.put(name, head(name, size, row)));
        return new Network(mode, wiring.inputs(), heads, Map.of(), states, root.declared(), root.followed(), cells);
    }

    /** The input of a head at the end, {@code [B, F]}. */
    private Expr pooled() {
        List<Expr> parts = new ArrayList<>();
        for (Branch branch : wiring.branches()) {
            RecurrentStack.Result result = Objects.requireNonNull(encoded.get(branch.name()));
            parts.add(branch.options()
                    .pooling()
                    .apply(scope(branch).child("pooling"), result, Objects.requireNonNull(steps.get(branch.name()))));
        }
        wiring.statics().stream()
                .filter(input -> forecast.isEmpty() || forecast.get().joinsRow(input))
                .forEach(input -> parts.add(row(input)));
        return Exprs.concat(-1, parts);
    }

    /** What holds for a whole example, {@code [B, F]}. */
    private Expr row(ModelInput input) {
        if (!(input instanceof ModelInput.Category category)) {
            return input.expression();
        }
        int size = config.inputs().values().stream()
                .map(branch -> branch.embedding().categories().get(input.name()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(config.embedding().sizeOf(input.name()));
        Expr rows = new CategoryTable(Math.max(3, category.categories()), size)
                .rows(root.child("embedding").child(input.name()));
        return Exprs.gather(rows, input.expression()).reshape(Dims.of(Dim.BATCH, size));
    }

    private ParameterScope scope(Branch branch) {
        return branch.name().isEmpty() ? root : root.child(branch.name());
    }

    private static boolean atEnd(HeadOptions options) {
        return options.at() == HeadOptions.At.END;
    }

    private void encode(Branch branch, boolean pooled) {
        BranchOptions options = branch.options();
        ParameterScope scope = scope(branch);
        BranchReading.Read inputs = new BranchReading(config, branch, forecast, scope, pooled, training()).read();
        inputs.table().ifPresent(table -> tables.put(branch.name(), table));
        ConvStack.Result read = new ConvStack(options.conv())
                .build(
                        scope.child("conv"),
                        inputs.sequence(),
                        lengths(branch.lengths()),
                        carries(),
                        initialStates(),
                        training());
        steps.put(branch.name(), read.lengths());
        states.putAll(read.finalStates());
        RecurrentStack.Result result = new RecurrentStack(options.encoder())
                .build(
                        scope.child("encoder").withRank(options.encoder().rank()),
                        read.sequence(),
                        read.lengths(),
                        initialStates(),
                        asked -> BranchReading.extra(branch, asked),
                        training());
        encoded.put(branch.name(), result);
        states.putAll(result.finalStates());
        cells.addAll(result.cells());
    }

    private Network.Head head(String name, HeadSize size, List<Expr> row) {
        HeadOptions options = config.headOf(name);
        if (forecast.isPresent() && forecast.get().isOf(name)) {
            return forecast.get().build(size.form(), row.getFirst(), encoded, states);
        }
        WritingTask text = texts.get(name);
        if (text != null) {
            return new TextDecoder(config.writer(), text, root, training()).head(source());
        }
        ParameterScope scope = headScope(root, name);
        if (atEnd(options)) {
            Branch first = wiring.branches().getFirst();
            HeadLayers.Scored scored = dense(options, scope, row.getFirst(), first, size.outputs());
            return new Network.Head(
                            size.form().constrain(scored.outputs()),
                            first.lengths(),
                            size.form().parameters(scope, size.columns()))
                    .trainedBy(HeadLayers.sampled(config, name, size, scored, training()));
        }
        Branch branch = wiring.branchOf(name, options);
        Expr steps = Objects.requireNonNull(encoded.get(branch.name())).sequence();
        Expr valid = Exprs.validSteps(lengths(branch.lengths()));
        HeadLayers.Scored scored = dense(options, scope, steps, branch, size.outputs());
        Expr raw = Exprs.select(valid, scored.outputs(), Exprs.constant(0));
        // Within their ranges past a row's length too: a loss of what is not would have no gradient there.
        return new Network.Head(
                        size.form().constrain(raw),
                        branch.lengths(),
                        size.form().parameters(scope, size.columns()))
                .trainedBy(HeadLayers.sampled(config, name, size, scored, training()));
    }

    static ParameterScope headScope(ParameterScope root, String name) {
        return name.equals(Network.OUTPUTS)
                ? root.child("head")
                : root.child("heads").child(name);
    }

    private boolean carries() {
        return mode.carriesStates() || forecast.isPresent() && forecast.get().feedsBack();
    }

    private InitialStates initialStates() {
        return forecast.filter(ForecastHead::feedsBack)
                .map(ForecastHead::states)
                .orElse(mode.carriesStates() ? InitialStates.INPUTS : InitialStates.ZEROS);
    }

    private HeadLayers.Scored dense(HeadOptions head, ParameterScope scope, Expr below, Branch read, int outputs) {
        return HeadLayers.build(
                head,
                scope,
                below,
                Optional.ofNullable(tables.get(read.name())),
                scope.initialization().forRole(ParameterSpec.Role.INPUT_WEIGHT),
                outputs,
                training());
    }

    private boolean training() {
        return mode.training();
    }

    static Expr lengths(String name) {
        return Expr.of(new Input(name, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
    }
}
