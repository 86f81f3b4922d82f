package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;

/** Small cells for tests of what runs around them. */
final class TestCells {
    /** Adds its input up: {@code h' = h + x}, with H = I. Its outputs can be counted on fingers. */
    static final Cell SUM = cell -> {
        Expr h = cell.state("h");
        cell.next("h", h.add(cell.input()));
    };

    /** A GRU with the reset after the recurrent product: all kinds of gates. */
    static final Cell GATED = cell -> {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr r = Exprs.sigmoid(cell.linear("r", x, h));
        Expr n = Exprs.tanh(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
        cell.next("h", h.add(n).mul(0.5));
    };

    private TestCells() {}
}
