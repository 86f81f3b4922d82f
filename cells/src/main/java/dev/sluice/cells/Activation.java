package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.option.Description;

/** The function that makes a cell's candidate state. */
public enum Activation {
    /** Hyperbolic tangent. */
    @Description("Hyperbolic tangent.")
    TANH,
    /** {@code max(x, 0)}. */
    @Description("max(x, 0).")
    RELU;

    /** Any shape to the same shape. */
    Expr apply(Expr x) {
        return this == TANH ? Exprs.tanh(x) : Exprs.relu(x);
    }
}
