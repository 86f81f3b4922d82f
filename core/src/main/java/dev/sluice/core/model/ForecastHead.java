package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The head that forecasts, {@code [B, H · C]}: the network's correction of a start that is made from the window, in the frame of the
 * window, and back in the units of the series:
 *
 * <pre>
 *   series ─ frame ─┬─ encoder ─ pooling ─ dense ──┐
 *                   └─ last steps ─┬─ base ────────┼─ sum ─ frame ─ forecast
 *                                  └─ linear map ──┘
 * </pre>
 *
 * <p>The last dense layer begins at zero, so that an untrained network forecasts the start. What follows the encoder is said by
 * {@link ForecastOptions.Method}; {@link Rollout} feeds answers back.
 */
final class ForecastHead {
    /** Name of the state with the last steps. */
    static final String WINDOW = "forecast.window";

    private final ModelConfig config;
    private final String name;
    private final ForecastTask task;
    private final ParameterScope root;
    private final Network.Mode mode;
    private final Branch branch;
    private final ForecastFrame frame;
    private final int variables;

    ForecastHead(
            ModelConfig config, Wiring wiring, String name, ForecastTask task, ParameterScope root, Network.Mode mode) {
        this.config = config;
        this.name = name;
        this.task = task;
        this.root = root;
        this.mode = mode;
        variables = task.columns().size();
        branch = wiring.branches().stream()
                .filter(each -> each.reads().stream().anyMatch(this::isSeries))
                .findFirst()
                .orElseThrow(() -> new ModelConfigException("inputs: a forecast of '" + task.input()
                        + "' needs an encoder that reads it; name it under model.inputs"));
        new ForecastChecks(config, task, branch).check(name);
        frame = ForecastFrame.of(options().normalize(), task, series(branch).expression(), lengths());
    }

    private ForecastOptions options() {
        return config.forecast();
    }

    private boolean isSeries(ModelInput input) {
        return input.name().equals(task.input());
    }

    private ModelInput series(Branch read) {
        return read.reads().stream().filter(this::isSeries).findFirst().orElseThrow();
    }

    private Expr lengths() {
        return SequenceModel.lengths(branch.lengths());
    }

    boolean isOf(String head) {
        return name.equals(head);
    }

    /** Returns whether the encoder reads the forecast's own answers. */
    boolean feedsBack() {
        return options().method() == ForecastOptions.Method.RECURSIVE;
    }

    /** The states that the steps of a recursive forecast begin with. */
    InitialStates states() {
        return Rollout.STATES;
    }

    /** The series in the frame of its window, if this input is that. */
    Optional<Expr> read(ModelInput input) {
        if (!isSeries(input)) {
            return Optional.empty();
        }
        return Optional.of(feedsBack() ? Rollout.series(input) : frame.inside());
    }

    /** Returns whether numbers that hold for a whole window join the encoder's: what is known of the future may be read step by step. */
    boolean joinsRow(ModelInput input) {
        return options().method() == ForecastOptions.Method.DIRECT
                || !input.name().equals(task.knownInput());
    }

    /**
     * Builds the head.
     *
     * @param form of the answers
     * @param row pooled outputs of the encoders and numbers of the window, {@code [B, F]}
     * @param encoded by the names of encoders
     * @param finalStates of the network by full name. Modified.
     */
    Network.Head build(
            OutputForm form, Expr row, Map<String, RecurrentStack.Result> encoded, Map<String, Expr> finalStates) {
        new ForecastChecks(config, task, branch).check(form);
        Expr answers = switch (options().method()) {
            case DIRECT -> plus(form, dense(row, form.width() * task.size()), start(last(finalStates), task.horizon()));
            case RECURSIVE -> {
                Expr next = plus(form, dense(row, form.width() * variables), start(last(finalStates), 1));
                yield rollout(form).recursive(next, finalStates, frame, mode.carriesStates(), isCarried());
            }
            case DECODER -> decoded(form, row, Objects.requireNonNull(encoded.get(branch.name())), last(finalStates));
        };
        Expr outputs = frame.outside(answers, form);
        Optional<Expr> unit = options().errors() == ForecastOptions.ErrorUnit.DATA
                ? Optional.empty()
                : frame.scale().map(scale -> Exprs.concat(-1, Collections.nCopies(task.horizon(), scale)));
        return new Network.Head(outputs, branch.lengths(), List.of(), unit, Map.of());
    }

    private Rollout rollout(OutputForm form) {
        return new Rollout(task, series(branch), form);
    }

    /** Returns whether the last steps go on in another sequence: a frame is one window's own. */
    private boolean isCarried() {
        return mode.carriesStates() && options().normalize() == ForecastOptions.Normalize.NONE;
    }

    private Expr last(Map<String, Expr> finalStates) {
        Dims dims = Dims.of(Dim.BATCH, task.window() * variables);
        Expr inside = feedsBack() ? Rollout.series(series(branch)) : frame.inside();
        InitialStates before = feedsBack() ? Rollout.STATES : isCarried() ? InitialStates.INPUTS : InitialStates.ZEROS;
        Expr last = LastSteps.of(
                FeatureColumns.of(inside, task.columns()), Exprs.validSteps(lengths()), before.initial(WINDOW, dims));
        if (feedsBack() || isCarried()) {
            finalStates.put(WINDOW, last);
        }
        return last;
    }

    /** The last steps in their frame, of a sequence that begins with the window, {@code [B, W · C]}. */
    Expr window() {
        return LastSteps.of(
                FeatureColumns.of(frame.inside(), task.columns()),
                Exprs.validSteps(lengths()),
                Exprs.zeros(Dims.of(Dim.BATCH, task.window() * variables)));
    }

    /** The forecast without network and linear map, {@code [B, H · C]}. */
    Expr base() {
        Expr nothing = Exprs.zeros(Dims.of(Dim.BATCH, task.size()));
        return frame.outside(
                new ForecastStart(options(), variables, task.window(), task.horizon())
                        .base(window())
                        .orElse(nothing),
                OutputForm.POINT);
    }

    /** The scale of the frame, {@code [B, C]}; empty for 1. */
    Optional<Expr> scale() {
        return frame.scale();
    }

    private Optional<Expr> start(Expr last, int horizon) {
        return new ForecastStart(options(), variables, task.window(), horizon).of(root, last);
    }

    /** What the network says, within its ranges and around the start. */
    private static Expr plus(OutputForm form, Expr said, Optional<Expr> start) {
        Expr correction = form.constrain(said);
        return start.map(by -> form.moved(correction, by)).orElse(correction);
    }

    private Expr dense(Expr below, int outputs) {
        return HeadLayers.build(
                        config.headOf(name),
                        SequenceModel.headScope(root, name),
                        below,
                        Optional.empty(),
                        new Initializers.Zeros(),
                        outputs,
                        mode.training())
                .outputs();
    }

    private Expr decoded(OutputForm form, Expr row, RecurrentStack.Result encoder, Expr last) {
        EncoderOptions options = branch.options().encoder();
        String top = (branch.name().isEmpty() ? "" : branch.name() + ".") + "encoder.l" + (options.layers() - 1) + ".";
        ParameterScope scope = root.child("decoder");
        Rollout.Decoder decoder = (x, states) -> {
            RecurrentLayer layer = new RecurrentLayer(options.cell(), options.hidden(), false);
            RecurrentLayer.Result step = layer.step(scope, x, states);
            return new Rollout.Decoded(
                    form.constrain(dense(step.last(), form.width() * variables)), step.finalStates());
        };
        Expr newest = last.slice(-1, (task.window() - 1) * variables, task.window() * variables);
        List<Expr> steps = rollout(form)
                .decoded(
                        decoder,
                        state -> Objects.requireNonNull(
                                encoder.finalStates().get(top + state.substring("decoder.".length()))),
                        newest,
                        row,
                        start(last, task.horizon()));
        return form.together(steps);
    }
}
