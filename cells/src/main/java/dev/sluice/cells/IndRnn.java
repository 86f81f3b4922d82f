package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Independently recurrent network (Li et al., 2018, "Independently recurrent neural network (IndRNN): building a longer
 * and deeper RNN"): each unit remembers itself alone.
 *
 * <pre>
 *   h' = φ(W_h x + u ⊙ h + b_h)
 *
 *   x [B, I]   h, h' [B, H]   W_h [H, I]   u, b_h [H]   φ: relu or tanh
 *   at first: u from U(0, 1)
 * </pre>
 *
 * <p>Units meet only in the layer above, so use at least two layers. With relu, a unit whose |u| is over 1 grows without
 * bound over long sequences; the paper bounds |u| by the T-th root of a constant for T steps; here nothing bounds it.
 *
 * @param activation φ
 */
@Description("Independently recurrent neural network (Li et al., 2018).")
@Citation("Li, Li, Cook, Zhu, Gao (2018), Independently recurrent neural network (IndRNN): building a "
        + "longer and deeper RNN. CVPR")
public record IndRnn(
        @Description("Activation function of the state.") @Default("relu")
        Activation activation) implements Cell {
    /** With relu, as in the paper. */
    public static IndRnn defaults() {
        return new IndRnn(Activation.RELU);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr u = cell.parameter("u", Dims.of(cell.hiddenSize()), FirstValues.unitInterval());
        cell.next("h", activation.apply(cell.fromInput("h", x).add(u.mul(h))));
    }
}
