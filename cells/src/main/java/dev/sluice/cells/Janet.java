package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * Just another network (van der Westhuizen and Lasenby, 2018, "The unreasonable effectiveness of the forget gate"): an
 * LSTM with its forget gate alone.
 *
 * <pre>
 *   s  = W_f x + U_f h + b_f
 *   n  = tanh(W_n x + U_n h + b_n)
 *   h' = σ(s) ⊙ h + (1 - σ(s - β)) ⊙ n
 *
 *   x [B, I]   h, h', s, n [B, H]   W [H, I]   U [H, H]   b [H]
 *   at first: b_f = log U(1, longest - 1)     (chrono initialization, Tallec and Ollivier, 2018)
 * </pre>
 *
 * <p>With β over 0 more is added than is forgotten, and the state may leave [-1, 1]. At {@code longest: 0} the forget bias
 * begins at 1.
 *
 * @param beta β, how much more is added; the paper uses 1
 * @param longest the longest dependency to be learned, in steps; 0 if it is not known
 */
@Description("LSTM with only a forget gate (van der Westhuizen and Lasenby, 2018).")
@Citation(
        "van der Westhuizen, Lasenby (2018), The unreasonable effectiveness of the forget gate. " + "arXiv:1804.04849")
public record Janet(
        @Description("Offset β: how much more is added to the state than is forgotten.") @Default("1")
        double beta,

        @Description("The longest dependency, in steps, for chrono initialization; 0 for a forget bias of 1.")
        @Default("0")
        @Range(min = 0)
        int longest)
        implements Cell {
    /** Checks the longest dependency. */
    public Janet {
        FirstValues.checkLongest(longest);
    }

    /** With β = 1 and a forget bias of 1. */
    public static Janet defaults() {
        return new Janet(1, 0);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Initializer bias = longest == 0 ? new Initializers.Constant(1) : FirstValues.chrono(longest);
        Expr s = cell.linear("f", x, h, bias);
        Expr n = Exprs.tanh(cell.linear("n", x, h));
        Expr added = Exprs.sigmoid(s.add(-beta)).oneMinus();
        cell.next("h", Exprs.sigmoid(s).mul(h).add(added.mul(n)));
    }
}
