package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cell that runs over sequences in one direction.
 *
 * <p>Lengths are respected inside the step: where a step is not valid, states keep their values and the output is zeros.
 * Forward, a row's states therefore freeze after its last valid step. In reverse, time runs from {@code T-1} to 0, and a
 * row stays at its initial states until its own last valid step, so padding is never seen in either direction.
 *
 * @param cell what happens in one step
 * @param hiddenSize features of a state, {@code H}
 * @param reverse whether time runs from the last step to the first
 */
public record RecurrentLayer(Cell cell, int hiddenSize, boolean reverse) {
    /** Checks the size. */
    public RecurrentLayer {
        if (hiddenSize < 1) {
            throw new IllegalArgumentException("a layer's hidden size must be at least 1, but was " + hiddenSize);
        }
    }

    /**
     * What a layer computes.
     *
     * @param sequence {@code [T, B, F]}, zeros past each row's length
     * @param last the output at each row's last computed step, {@code [B, F]}: the last valid step forward, the first step
     *     in reverse; for a row of length 0 its initial state
     * @param finalStates by full name ({@code encoder.l0.h}), {@code [B, H]}
     * @param signature what the cell declared
     */
    public record Result(Expr sequence, Expr last, Map<String, Expr> finalStates, CellSignature signature) {
        /** Copies the states, keeping their order. */
        public Result {
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
        }
    }

    /** Builds the loop of a cell that asks for no extra inputs. */
    public Result build(ParameterScope scope, Expr sequence, Expr valid, InitialStates initialStates) {
        return build(scope, sequence, valid, initialStates, ExtraInputs.NONE);
    }

    /**
     * Builds the loop.
     *
     * @param scope receives the cell's parameters. Modified.
     * @param sequence {@code [T, B, I]}
     * @param valid 1 at valid steps, else 0, {@code [T, B, 1]}
     * @param extraInputs what the cell may ask for by name
     */
    public Result build(
            ParameterScope scope, Expr sequence, Expr valid, InitialStates initialStates, ExtraInputs extraInputs) {
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr x = scan.input("x", sequence);
        Expr now = scan.input("valid", valid);
        CellBuilder builder = new CellBuilder(scope, scan, initialStates, extraInputs, x, hiddenSize);
        cell.define(builder);
        Expr output = builder.outputOrFirstState();
        Map<String, Expr> placeholders = builder.states();
        placeholders.forEach((name, state) -> scan.next(state, Exprs.select(now, builder.nextOf(name), state)));
        Expr lastState = stateShown(builder, scan, output, now);
        int shown = scan.output(Exprs.select(now, output, Exprs.constant(0)));
        ScanBuilder.Result result = scan.build();

        Map<String, Expr> finalStates = new LinkedHashMap<>();
        placeholders.forEach((name, state) -> finalStates.put(scope.qualified(name), result.last(state)));
        return new Result(result.output(shown), result.last(lastState), finalStates, builder.signature());
    }

    /** The state whose final value is the last output: one of the cell's, or one that is added to remember it. */
    private static Expr stateShown(CellBuilder builder, ScanBuilder scan, Expr output, Expr now) {
        for (Map.Entry<String, Expr> state : builder.states().entrySet()) {
            if (builder.nextOf(state.getKey()).equals(output)) {
                return state.getValue();
            }
        }
        Expr remembered = scan.state("last_output", Exprs.zeros(output.shape()));
        scan.next(remembered, Exprs.select(now, output, remembered));
        return remembered;
    }
}
