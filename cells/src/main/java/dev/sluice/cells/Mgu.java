package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Minimal gated unit (Zhou et al., 2016, "Minimal gated unit for recurrent neural networks"): a GRU whose one gate both
 * updates and resets.
 *
 * <pre>
 *   f  = σ(W_f x + U_f h + b_f)
 *   n  = tanh(W_n x + U_n (f ⊙ h) + b_n)
 *   h' = (1-f) ⊙ h + f ⊙ n
 *
 *   x [B, I]   h, h', f, n [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>The paper calls f a forget gate, but at f = 1 the old state is gone.
 *
 * @param gateBias first value of {@code b_f}; below 0 the unit begins by keeping its state
 */
@Description("Minimal gated unit (Zhou et al., 2016).")
@Citation("Zhou, Wu, Zhang, Zhou (2016), Minimal gated unit for recurrent neural networks. International "
        + "Journal of Automation and Computing 13(3)")
public record Mgu(
        @Description("Initial bias of the gate; below 0 the unit keeps its state at first.") @Default("0")
        double gateBias)
        implements Cell {
    /** With a bias of 0. */
    public static Mgu defaults() {
        return new Mgu(0);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr f = Exprs.sigmoid(cell.linear("f", x, h, new Initializers.Constant(gateBias)));
        Expr n = Exprs.tanh(cell.linear("n", x, f.mul(h)));
        cell.next("h", f.oneMinus().mul(h).add(f.mul(n)));
    }
}
