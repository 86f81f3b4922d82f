package dev.sluice.core.graph;

import java.util.List;

/**
 * A value that each run provides, or a placeholder of a step graph.
 *
 * @param label unique among a graph's inputs
 * @param dims its shape, for example {@code [T, B, 64]}
 * @param kind of its numbers
 */
public record Input(String label, Dims dims, Kind kind) implements Op.Leaf {
    /** The kind of an input's numbers. All are stored as float32; an export declares indices and lengths as integers. */
    public enum Kind {
        /** Real numbers. */
        NUMBER,
        /** Row numbers of a table: token ids, class numbers. */
        INDEX,
        /** Numbers of valid steps, {@code [B]}. */
        LENGTH
    }

    @Override
    public String name() {
        return "input";
    }

    @Override
    public List<Dims> results(List<Expr> operands) {
        return List.of(dims);
    }
}
