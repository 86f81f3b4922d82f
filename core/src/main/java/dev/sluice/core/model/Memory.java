package dev.sluice.core.model;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;

/**
 * What an encoder has read, for a decoder to look into.
 *
 * <pre>
 *   weights = softmax over the source's steps of    q · k            dot, general
 *                                                   v · tanh(Q q + k)   additive
 *   context = Σ weights · values
 * </pre>
 *
 * @param values the encoder's outputs, {@code [B, S, F]}
 * @param keys what queries are compared with, {@code [B, S, A]}
 * @param valid 1 at the source's steps, else 0, {@code [B, 1, S]}
 */
record Memory(Expr values, Expr keys, Expr valid) {
    /** A score that leaves nothing after softmax. */
    private static final double NOTHING = -1e9;

    /**
     * A memory.
     *
     * @param values {@code [T, B, F]}
     * @param keys {@code [T, B, A]}
     * @param lengths valid steps of each row, {@code [B]}
     */
    static Memory of(Expr values, Expr keys, Expr lengths) {
        Expr valid = Exprs.rowsFirst(Exprs.validSteps(lengths)).reshape(Dims.of(Dim.BATCH, 1, Dim.MEMORY));
        Expr rows = Exprs.rowsFirst(values);
        return new Memory(rows, keys.equals(values) ? rows : Exprs.rowsFirst(keys), valid);
    }

    /** The weights of queries {@code [B, Q, A]} that are multiplied with the keys, {@code [B, Q, S]}. */
    Expr weights(Expr queries) {
        return normalized(Expr.of(new BatchMatMul(false, true), queries, keys));
    }

    /**
     * The weights of one query by a small network, {@code [B, 1, S]}.
     *
     * @param query {@code [B, 1, A]}
     * @param vector {@code [1, A]}
     */
    Expr weights(Expr query, Expr vector) {
        Expr scores = Exprs.tanh(keys.add(query)).matmulTransposed(vector);
        return normalized(scores.reshape(Dims.of(Dim.BATCH, 1, Dim.MEMORY)));
    }

    private Expr normalized(Expr scores) {
        // A row without any step looks at nothing.
        return Exprs.softmax(Exprs.select(valid, scores, Exprs.constant(NOTHING)))
                .mul(valid);
    }

    /** What is found with weights {@code [B, Q, S]}, {@code [B, Q, F]}. */
    Expr context(Expr weights) {
        return Expr.of(new BatchMatMul(false, false), weights, values);
    }
}
