package @package@;

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
 * A gate between the old state and a candidate: put your own equations here.
 *
 * <pre>
 *   z  = σ(W_z x + U_z h + b_z)
 *   c  = tanh(W_c x + U_c h + b_c)
 *   h' = (1-z) ⊙ h + z ⊙ c
 *
 *   x [B, I]   h, h', z, c [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * @param gateBias first value of {@code b_z}; an option of the experiment file, {@code gate_bias}
 */
@Description("A gate between the old state and a candidate.")
@Citation("Author (year), Title. Where it was published")
public record @Class@(
        @Description("Initial bias of the gate; below 0 the cell keeps its state at first.") @Default("-1")
        double gateBias)
        implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h"); // zeros at first
        Expr z = sigmoid(cell.linear("z", x, h, new Initializers.Constant(gateBias)));
        Expr c = tanh(cell.linear("c", x, h));
        cell.next("h", z.oneMinus().mul(h).add(z.mul(c)));
    }
}
