package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.option.OptionRecords;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A cell run over sequences in one direction.
 *
 * <p>Lengths are respected inside the step: where a step is not valid, states keep their values and the output is zeros.
 * Forward, a row's states therefore freeze after its last valid step. In reverse, time runs from {@code T-1} to 0, and a
 * row stays at its initial states until its own last valid step, so padding is never seen in either direction.
 *
 * @param cell the step
 * @param hiddenSize features of a state, {@code H}
 * @param reverse whether time runs from the last step to the first
 * @param regularization within the steps
 * @param gradientClip limit of the gradient that a state carries from step to step; 0 for none
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record RecurrentLayer(
        Cell cell, int hiddenSize, boolean reverse, Regularization regularization, double gradientClip) {
    /** Checks the numbers. */
    public RecurrentLayer {
        if (hiddenSize < 1) {
            throw new IllegalArgumentException("a layer's hidden size must be at least 1, but was " + hiddenSize);
        }
        if (!(gradientClip >= 0)) {
            throw new IllegalArgumentException("gradient_clip must be at least 0, but was " + gradientClip);
        }
        OptionRecords.checked(regularization);
    }

    /** A layer without regularization and without clipping. */
    public RecurrentLayer(Cell cell, int hiddenSize, boolean reverse) {
        this(cell, hiddenSize, reverse, Regularization.none(), 0);
    }

    /**
     * The values that a layer computes.
     *
     * @param sequence {@code [T, B, F]}, zeros past each row's length
     * @param last the output at each row's last computed step, {@code [B, F]}: the last valid step forward, the first step
     *     in reverse; for a row of length 0 its initial state
     * @param finalStates by full name ({@code encoder.l0.h}), {@code [B, H]}
     * @param signature of the cell
     */
    public record Result(Expr sequence, Expr last, Map<String, Expr> finalStates, CellSignature signature) {
        /** Copies the states, keeping their order. */
        public Result {
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
        }
    }

    /**
     * Builds one step outside any loop, from one input and given states.
     *
     * @param scope receives the cell's parameters. Modified.
     * @param x {@code [B, I]}
     * @param states at the start of the step
     * @return outputs {@code [B, F]} in place of sequences
     */
    public Result step(ParameterScope scope, Expr x, InitialStates states) {
        Map<String, Expr> given = new LinkedHashMap<>();
        InitialStates noted = (name, dims) -> given.computeIfAbsent(name, key -> states.initial(key, dims));
        ScanBuilder unused = new ScanBuilder(false);
        StepRegularizer none = new StepRegularizer(scope, unused, Regularization.none(), 0, false);
        CellBuilder builder = new CellBuilder(scope, unused, noted, ExtraInputs.NONE, none, x, hiddenSize);
        cell.define(builder);
        Rewriter rewriter = new Rewriter();
        builder.states()
                .forEach((name, state) ->
                        rewriter.replace(state, Objects.requireNonNull(given.get(scope.qualified(name)))));
        Map<String, Expr> ends = new LinkedHashMap<>();
        builder.states()
                .keySet()
                .forEach(name -> ends.put(scope.qualified(name), rewriter.rewrite(builder.nextOf(name))));
        Expr output = rewriter.rewrite(builder.outputOrFirstState());
        return new Result(output, output, ends, builder.signature());
    }

    /** Builds the loop for inference, of a cell that asks for no extra inputs. */
    public Result build(ParameterScope scope, Expr sequence, Expr valid, InitialStates initialStates) {
        return build(scope, sequence, valid, initialStates, ExtraInputs.NONE, false);
    }

    /**
     * Builds the loop.
     *
     * @param scope receives the cell's parameters. Modified.
     * @param sequence {@code [T, B, I]}
     * @param valid 1 at valid steps, else 0, {@code [T, B, 1]}
     * @param extraInputs inputs that the cell may ask for by name
     * @param training whether random masks and clips of gradients are active
     * @throws ModelConfigException if an option does not apply to this cell
     */
    public Result build(
            ParameterScope scope,
            Expr sequence,
            Expr valid,
            InitialStates initialStates,
            ExtraInputs extraInputs,
            boolean training) {
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr x = scan.input("x", sequence);
        Expr now = scan.input("valid", valid);
        StepRegularizer regularizer = new StepRegularizer(scope, scan, regularization, gradientClip, training);
        CellBuilder builder = new CellBuilder(scope, scan, initialStates, extraInputs, regularizer, x, hiddenSize);
        cell.define(builder);
        Expr output = builder.outputOrFirstState();
        builder.requireUse(output);
        Expr shown = output;
        Expr lastState = null;
        Map<String, Expr> placeholders = builder.states();
        boolean first = true;
        for (Map.Entry<String, Expr> entry : placeholders.entrySet()) {
            String name = entry.getKey();
            Expr state = entry.getValue();
            Expr next = builder.isExact(name)
                    ? builder.nextOf(name)
                    : regularizer.next(name, first, state, builder.nextOf(name));
            first = false;
            scan.next(state, Exprs.select(now, next, state));
            // A state that is also the output has the masked value there, too.
            if (lastState == null && builder.nextOf(name).equals(output)) {
                lastState = state;
                shown = next;
            }
        }
        regularizer.check(builder.readsMask());
        if (lastState == null) {
            lastState = scan.state("last_output", Exprs.zeros(output.shape()));
            scan.next(lastState, Exprs.select(now, output, lastState));
        }
        int steps = scan.output(Exprs.select(now, shown, Exprs.constant(0)));
        ScanBuilder.Result result = scan.build();

        Map<String, Expr> finalStates = new LinkedHashMap<>();
        placeholders.forEach((name, state) -> finalStates.put(scope.qualified(name), result.last(state)));
        return new Result(result.output(steps), result.last(lastState), finalStates, builder.signature());
    }
}
