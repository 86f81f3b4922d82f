package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a graph over time in segments of about √T steps, one after the other, so that its intermediate values take the room
 * of one segment and not of all T steps. {@code Recompute} makes these; no model is written with them.
 *
 * <p>Within the body the axis {@code T} is the segment. Operands: the sequences, then the borders, the initial states and
 * the captures. Results: the final states, the outputs, and, if asked for, the states that each segment began with,
 * {@code [segments, B, H]}; {@link Pick} takes one.
 *
 * @param inputs one placeholder for each sequence, {@code [T, ..]}, which gets the steps of the segment
 * @param borders one placeholder for each value of which every segment has its own, {@code [B, H]} of
 *     {@code [segments, B, H]}
 * @param states one placeholder for each state at the start of the segment
 * @param captures placeholders for values that are the same in all segments
 * @param next the states at the end of the segment
 * @param outputs values that are put together over time, {@code [T, ..]}
 * @param aside computed like outputs but not given out; so that two bodies that compute the same thing for different
 *     purposes compute it by the same operations
 * @param beginnings whether the states that segments began with are results
 * @param reverse whether the last segment comes first
 */
public record Segments(
        List<Expr> inputs,
        List<Expr> borders,
        List<Expr> states,
        List<Expr> captures,
        List<Expr> next,
        List<Expr> outputs,
        List<Expr> aside,
        boolean beginnings,
        boolean reverse)
        implements Op {
    /** The number of segments. */
    public static final Dim COUNT = new Dim.Named("segments");

    /** Name prefix of a state's next value in {@link #body}. */
    public static final String NEXT = "next.";

    /** Name prefix of an output in {@link #body}. */
    public static final String OUTPUT = "output.";

    private static final String ASIDE = "aside.";

    /** Copies the lists. */
    public Segments {
        inputs = List.copyOf(inputs);
        borders = List.copyOf(borders);
        states = List.copyOf(states);
        captures = List.copyOf(captures);
        next = List.copyOf(next);
        outputs = List.copyOf(outputs);
        aside = List.copyOf(aside);
    }

    /** Steps of a segment, except the last one: √T, which balances the states kept for all segments and the room of one. */
    public static int length(int steps) {
        return Math.max(1, (int) Math.ceil(Math.sqrt(steps)));
    }

    /** The number of segments of {@code steps}. */
    public static int count(int steps) {
        return Math.ceilDiv(steps, length(steps));
    }

    /** The graph of one segment; its inputs are the placeholders. */
    public Graph body() {
        Map<String, Expr> results = new LinkedHashMap<>();
        name(NEXT, next, results);
        name(OUTPUT, outputs, results);
        name(ASIDE, aside, results);
        return new Graph(results);
    }

    private static void name(String prefix, List<Expr> exprs, Map<String, Expr> results) {
        for (int i = 0; i < exprs.size(); i++) {
            results.put(prefix + i, exprs.get(i));
        }
    }

    /** All placeholders in the order of the operands. */
    public List<Expr> placeholders() {
        List<Expr> all = new ArrayList<>(inputs);
        all.addAll(borders);
        all.addAll(states);
        all.addAll(captures);
        return all;
    }

    @Override
    public String name() {
        return "segments";
    }

    @Override
    public List<Dims> results(List<Expr> operands) {
        List<Expr> placeholders = placeholders();
        if (operands.size() != placeholders.size()) {
            throw new IllegalArgumentException(
                    "this loop takes " + placeholders.size() + " operands, but got " + operands.size());
        }
        for (int i = 0; i < operands.size(); i++) {
            Dims shape = placeholders.get(i).shape();
            boolean border = i >= inputs.size() && i < inputs.size() + borders.size();
            Dims wanted = border ? shape.prepend(COUNT) : shape;
            if (!operands.get(i).shape().equals(wanted)) {
                throw new ShapeMismatchException(
                        "operand " + i + ", " + operands.get(i).describe() + ", must be " + wanted);
            }
        }
        List<Dims> results = new ArrayList<>();
        states.forEach(state -> results.add(state.shape()));
        outputs.forEach(output -> results.add(output.shape()));
        if (beginnings) {
            states.forEach(state -> results.add(state.shape().prepend(COUNT)));
        }
        return results;
    }
}
