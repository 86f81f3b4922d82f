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
 * Update gate recurrent network (Collins et al., 2017, "Capacity and trainability in recurrent neural networks"): a GRU
 * without its reset gate.
 *
 * <pre>
 *   g  = σ(W_g x + U_g h + b_g)
 *   n  = tanh(W_n x + U_n h + b_n)
 *   h' = g ⊙ h + (1-g) ⊙ n
 *
 *   x [B, I]   h, h', g, n [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>The paper writes a constant for the gate's bias and tunes it; here it is the first value of {@code b_g}, 1 unless
 * told otherwise, as in TensorFlow's {@code UGRNNCell}.
 *
 * @param forgetBias first value of {@code b_g}; above 0 the unit begins by keeping its state
 */
@Description("Update gate recurrent network (Collins et al., 2017).")
@Citation("Collins, Sohl-Dickstein, Sussillo (2017), Capacity and trainability in recurrent neural " + "networks. ICLR")
public record Ugrnn(
        @Description("Initial bias of the gate; above 0 the unit keeps its state at first.") @Default("1")
        double forgetBias)
        implements Cell {
    /** With a forget bias of 1. */
    public static Ugrnn defaults() {
        return new Ugrnn(1);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr g = Exprs.sigmoid(cell.linear("g", x, h, new Initializers.Constant(forgetBias)));
        Expr n = Exprs.tanh(cell.linear("n", x, h));
        cell.next("h", g.mul(h).add(g.oneMinus().mul(n)));
    }
}
