package dev.sluice.examples.customcell;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Minimal gated unit (Zhou et al., 2016, "Minimal gated unit for recurrent neural networks"): a GRU whose one gate both
 * forgets and resets.
 *
 * <pre>
 *   f  = σ(W_f x + U_f h + b_f)
 *   c  = tanh(W_c x + U_c (f ⊙ h) + b_c)
 *   h' = (1-f) ⊙ h + f ⊙ c
 *
 *   x [B, I]   h, h', f, c [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * @param gateBias first value of {@code b_f}; below 0 the unit begins by keeping its state
 */
@Description("Minimal gated unit (Zhou et al., 2016).")
@Citation("Zhou, Wu, Zhang, Zhou (2016), Minimal gated unit for recurrent neural networks. International Journal of "
        + "Automation and Computing 13(3)")
public record MinimalGatedUnit(
        @Description("Initial bias of the gate; below 0 the unit keeps its state at first.") @Default("0")
        double gateBias)
        implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr f = sigmoid(cell.linear("f", x, h, new Initializers.Constant(gateBias)));
        Expr c = tanh(cell.linear("c", x, f.mul(h)));
        cell.next("h", h.add(f.mul(c.sub(h))));
    }
}
