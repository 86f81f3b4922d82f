package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Description;

/**
 * MUT2, found by search (Jozefowicz et al., 2015, "An empirical exploration of recurrent network architectures"):
 *
 * <pre>
 *   z  = σ(W_z x + U_z h + b_z)
 *   r  = σ(x̂ + U_r h + b_r)
 *   n  = tanh(W_n x + U_n (r ⊙ h) + b_n)
 *   h' = (1-z) ⊙ h + z ⊙ n
 *
 *   x [B, I]   h, h', z, r, n, x̂ [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>The paper adds the input as it is: x̂ = x, which needs I = H. With other sizes x̂ = W_x x, with a matrix of its own.
 */
@Description("MUT2 from the search for recurrent architectures (Jozefowicz et al., 2015).")
@Citation(
        "Jozefowicz, Zaremba, Sutskever (2015), An empirical exploration of recurrent network " + "architectures. ICML")
public record Mut2() implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr z = Exprs.sigmoid(cell.linear("z", x, h));
        Expr seen = InputAsItIs.of(cell).add(cell.bias("r"));
        Expr r = Exprs.sigmoid(seen.add(cell.recurrentProduct("r", h)));
        Expr n = Exprs.tanh(cell.linear("n", x, r.mul(h)));
        cell.next("h", z.oneMinus().mul(h).add(z.mul(n)));
    }
}
