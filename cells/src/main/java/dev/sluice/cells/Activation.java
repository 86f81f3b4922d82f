package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.option.Description;
import org.apiguardian.api.API;

/** The function that makes a cell's candidate state. */
@API(status = API.Status.MAINTAINED, since = "0.1")
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
