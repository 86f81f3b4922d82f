package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import org.apiguardian.api.API;

/**
 * Simple recurrent network (Elman, 1990, "Finding structure in time"):
 *
 * <pre>
 *   h' = φ(W_h x + U_h h + b_h)
 *
 *   x [B, I]   h, h' [B, H]   W_h [H, I]   U_h [H, H]   b_h [H]   φ: tanh or relu
 * </pre>
 *
 * <p>PyTorch's {@code nn.RNN}. With relu, recurrent weights that begin as the identity help (Le et al., 2015).
 *
 * @param activation φ
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Description("Simple recurrent network (Elman, 1990).")
@Citation("Elman (1990), Finding structure in time. Cognitive Science 14(2)")
public record Rnn(
        @Description("Activation function of the state.") @Default("tanh")
        Activation activation) implements Cell {
    /** With tanh. */
    public static Rnn defaults() {
        return new Rnn(Activation.TANH);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        cell.next("h", activation.apply(cell.linear("h", x, h)));
    }
}
