package dev.sluice.core.model;

import org.apiguardian.api.API;

/**
 * A recurrent cell, defined by what it computes in one step. Gradients, lengths, both directions, stacking, dropout, a fast
 * plan and an ONNX graph follow from this definition alone.
 *
 * <pre>{@code
 * public void define(CellBuilder cell) {
 *     Expr x = cell.input();
 *     Expr h = cell.state("h");
 *     Expr f = sigmoid(cell.linear("f", x, h));
 *     Expr c = tanh(cell.linear("c", x, f.mul(h)));
 *     cell.next("h", h.add(f.mul(c.sub(h))));
 * }
 * }</pre>
 *
 * <p>A definition must be pure: the same calls each time, no randomness, no state kept between calls.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Cell {
    /** Declares states and parameters and gives the next states. Called once for each layer and direction. */
    void define(CellBuilder cell);
}
