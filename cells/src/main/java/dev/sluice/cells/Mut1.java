package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Description;

/**
 * MUT1, found by search (Jozefowicz et al., 2015, "An empirical exploration of recurrent network architectures"):
 *
 * <pre>
 *   z  = σ(W_z x + b_z)
 *   r  = σ(W_r x + U_r h + b_r)
 *   n  = tanh(U_n (r ⊙ h) + tanh(x̂) + b_n)
 *   h' = (1-z) ⊙ h + z ⊙ n
 *
 *   x [B, I]   h, h', z, r, n, x̂ [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>The paper adds the input as it is: x̂ = x, which needs I = H. With other sizes x̂ = W_x x, with a matrix of its own.
 * The update gate does not see the state.
 */
@Description("MUT1 from the search for recurrent architectures (Jozefowicz et al., 2015).")
@Citation(
        "Jozefowicz, Zaremba, Sutskever (2015), An empirical exploration of recurrent network " + "architectures. ICML")
public record Mut1() implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr z = Exprs.sigmoid(cell.fromInput("z", x));
        Expr r = Exprs.sigmoid(cell.linear("r", x, h));
        Expr seen = Exprs.tanh(InputAsItIs.of(cell)).add(cell.bias("n"));
        Expr n = Exprs.tanh(seen.add(cell.recurrentProduct("n", r.mul(h))));
        cell.next("h", z.oneMinus().mul(h).add(z.mul(n)));
    }
}
