package dev.sluice.examples.customcell;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Description;

/**
 * A GRU whose two gates share their weights and differ in their biases alone:
 *
 * <pre>
 *   g  = W_g x + U_g h + b_g
 *   r  = σ(g)
 *   z  = σ(g + d)
 *   n  = tanh(W_n x + U_n (r ⊙ h) + b_n)
 *   h' = z ⊙ h + (1-z) ⊙ n
 *
 *   x [B, I]   h, h', g, r, z, n [B, H]   W [H, I]   U [H, H]   b, d [H]
 * </pre>
 */
@Description("A GRU whose gates share their weights.")
public record SharedGatesGru() implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr g = cell.linear("g", x, h);
        Expr r = sigmoid(g);
        Expr z = sigmoid(g.add(cell.parameter("d", Dims.of(cell.hiddenSize()), new Initializers.Zeros())));
        Expr n = tanh(cell.linear("n", x, r.mul(h)));
        cell.next("h", z.mul(h).add(z.oneMinus().mul(n)));
    }
}
