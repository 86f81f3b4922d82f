package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Description;

/**
 * GRU1, a gate variant of the GRU (Dey and Salem, 2017, "Gate-variants of gated recurrent unit (GRU) neural networks"):
 *
 * <pre>
 *   r  = σ(U_r h + b_r)                    reset gate
 *   z  = σ(U_z h + b_z)                    update gate
 *   n  = tanh(W_n x + U_n (r ⊙ h) + b_n)   candidate
 *   h' = (1-z) ⊙ h + z ⊙ n
 *
 *   x [B, I]   h, h', r, z, n [B, H]   W_n [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>Gates of the state and a bias, without the input: 2·H·I weights fewer than {@code gru}. As in the paper, z takes the candidate, and the reset
 * gate multiplies the state before the product.
 */
@Description("GRU whose gates read only the state, with a bias (Dey and Salem, 2017).")
@Citation(
        "Dey, Salem (2017), Gate-variants of gated recurrent unit (GRU) neural networks. MWSCAS, " + "arXiv:1701.05923")
public record Gru1() implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr r = Exprs.sigmoid(cell.recurrentProduct("r", h).add(cell.bias("r")));
        Expr z = Exprs.sigmoid(cell.recurrentProduct("z", h).add(cell.bias("z")));
        Expr n = Exprs.tanh(cell.linear("n", x, r.mul(h)));
        cell.next("h", z.oneMinus().mul(h).add(z.mul(n)));
    }
}
