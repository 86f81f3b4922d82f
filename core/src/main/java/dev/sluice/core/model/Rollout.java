package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.rewrite.OneStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The steps of a horizon, one after the other, each reading the answer before it. There is one copy of a step's operations for each step
 * of the horizon, and one set of parameters.
 *
 * <p>A recursive forecast runs the one-step form of the whole network ({@link OneStep}), states and last steps included. So an exported
 * network of one step that is given an answer as the next measurement goes on with the forecast that it has made already.
 */
final class Rollout {
    /** Placeholders of the states at the beginning of a step; not the network's inputs, which the first step may begin with. */
    static final InitialStates STATES = (name, dims) -> Exprs.input(inner(name), dims);

    private static final String ANSWER = "answer";

    private final ForecastTask task;
    private final ModelInput series;
    private final OutputForm form;

    /**
     * The steps of a forecast.
     *
     * @param form of the answers, whose points are fed back
     */
    Rollout(ForecastTask task, ModelInput series, OutputForm form) {
        this.task = task;
        this.series = series;
        this.form = form;
    }

    private static String inner(String name) {
        return "step." + name;
    }

    /** A placeholder for the series, {@code [T, B, F]}. */
    static Expr series(ModelInput input) {
        return Exprs.input(inner(input.name()), input.expression().shape());
    }

    private int variables() {
        return task.columns().size();
    }

    /**
     * The answers of a network that is fed with its own, {@code [B, W · H · C]}.
     *
     * @param next the answer one step ahead, {@code [B, W · C]}, from placeholders
     * @param states at the end of the window, from placeholders. Modified: from what they stand for.
     * @param frame of the window
     * @param carried whether states are the network's inputs
     * @param windowCarried whether the last steps are
     */
    Expr recursive(Expr next, Map<String, Expr> states, ForecastFrame frame, boolean carried, boolean windowCarried) {
        Map<String, Expr> results = new LinkedHashMap<>(states);
        results.put(ANSWER, next);
        Graph whole = new Graph(results);
        Map<String, Expr> given = new LinkedHashMap<>();
        given.put(inner(series.name()), frame.inside());
        states.forEach((name, state) -> {
            boolean isInput = name.equals(ForecastHead.WINDOW) ? windowCarried : carried;
            InitialStates source = isInput ? InitialStates.INPUTS : InitialStates.ZEROS;
            given.put(inner(name), source.initial(name, state.shape()));
        });
        Rewriter window = replacing(whole, given);
        List<Expr> answers = new ArrayList<>(List.of(window.rewrite(next)));
        states.replaceAll((name, state) -> window.rewrite(state));
        Graph step = OneStep.of(whole);
        Map<String, Expr> now = new LinkedHashMap<>(states);
        for (int h = 1; h < task.horizon(); h++) {
            Map<String, Expr> fed = new LinkedHashMap<>();
            fed.put(inner(series.name()), fed(form.point(answers.getLast()), h - 1));
            now.forEach((name, state) -> fed.put(inner(name), state));
            Rewriter each = replacing(step, fed);
            answers.add(each.rewrite(Objects.requireNonNull(step.outputs().get(ANSWER))));
            now.replaceAll((name, state) ->
                    each.rewrite(Objects.requireNonNull(step.outputs().get(name))));
        }
        if (!windowCarried) {
            states.remove(ForecastHead.WINDOW);
        }
        return form.together(answers);
    }

    /** Puts values in place of a graph's inputs, by their names. */
    private static Rewriter replacing(Graph graph, Map<String, Expr> values) {
        Rewriter rewriter = new Rewriter();
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Input input && values.containsKey(input.label())) {
                rewriter.replace(expr, Objects.requireNonNull(values.get(input.label())));
            }
        }
        return rewriter;
    }

    private Dims row() {
        return series.expression().shape().without(0);
    }

    /** A step of the series in the horizon: what was answered, and what is known, {@code [B, F]}. */
    private Expr fed(Expr answer, int h) {
        List<Expr> columns = new ArrayList<>();
        for (int f = 0; f < row().fixed(-1); f++) {
            int forecast = task.columns().indexOf(f);
            int known = task.known().indexOf(f);
            columns.add(
                    forecast >= 0
                            ? answer.slice(-1, forecast, forecast + 1)
                            : known(h).orElseThrow().slice(-1, known, known + 1));
        }
        return Exprs.concat(-1, columns);
    }

    /** The known values of one step of the horizon, {@code [B, K]}. */
    private Optional<Expr> known(int h) {
        int width = task.known().size();
        return width == 0
                ? Optional.empty()
                : Optional.of(Exprs.input(task.knownInput(), Dims.of(Dim.BATCH, task.horizon() * width))
                        .slice(-1, h * width, (h + 1) * width));
    }

    /** One step of a decoder: its answer, {@code [B, W · C]}, and its states by name. */
    record Decoded(Expr answer, Map<String, Expr> states) {}

    /** A decoder's step. */
    @FunctionalInterface
    interface Decoder {
        Decoded step(Expr x, InitialStates states);
    }

    /**
     * The answers of a decoder, one for each step, {@code [B, W · C]}.
     *
     * @param initial the encoder's state of a decoder's
     * @param newest the last measured values, {@code [B, C]}
     * @param row what each step reads beside, {@code [B, R]}
     * @param start what each answer is added to, {@code [B, H · C]}
     */
    List<Expr> decoded(Decoder decoder, FirstState initial, Expr newest, Expr row, Optional<Expr> start) {
        int width = variables() + task.known().size() + row.shape().fixed(-1);
        Expr x = Exprs.input(inner("decoder"), Dims.of(Dim.BATCH, width));
        Map<String, Expr> placeholders = new LinkedHashMap<>();
        Decoded step = decoder.step(x, (name, dims) -> {
            Expr placeholder = STATES.initial(name, dims);
            placeholders.put(name, placeholder);
            return placeholder;
        });
        Map<String, Expr> now = new LinkedHashMap<>();
        placeholders.keySet().forEach(name -> now.put(name, initial.of(name)));
        List<Expr> answers = new ArrayList<>();
        for (int h = 0; h < task.horizon(); h++) {
            List<Expr> read = new ArrayList<>(List.of(h == 0 ? newest : form.point(answers.getLast())));
            known(h).ifPresent(read::add);
            read.add(row);
            Rewriter each = new Rewriter();
            each.replace(x, Exprs.concat(-1, read));
            now.forEach((name, state) -> each.replace(Objects.requireNonNull(placeholders.get(name)), state));
            Expr correction = each.rewrite(step.answer());
            int from = h * variables();
            answers.add(start.map(all -> form.moved(correction, all.slice(-1, from, from + variables())))
                    .orElse(correction));
            now.replaceAll((name, state) ->
                    each.rewrite(Objects.requireNonNull(step.states().get(name))));
        }
        return answers;
    }

    /** The first value of a decoder's state. */
    @FunctionalInterface
    interface FirstState {
        Expr of(String state);
    }
}
