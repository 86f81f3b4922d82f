package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997) with a forget gate (Gers et al., 2000):
 *
 * <pre>
 *   i  = σ(W_i x + U_i h + b_i)          input gate
 *   f  = σ(W_f x + U_f h + b_f)          forget gate
 *   g  = tanh(W_g x + U_g h + b_g)       candidate
 *   o  = σ(W_o x + U_o h + b_o)          output gate
 *   c' = f ⊙ c + i ⊙ g
 *   h' = o ⊙ tanh(c')
 *
 *   x [B, I]   h, c, i, f, g, o [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>PyTorch's {@code nn.LSTM}. The forget gate's bias begins at 1, so that the memory lasts from the start (Jozefowicz et
 * al., 2015); PyTorch begins near 0.
 *
 * @param forgetBias first value of {@code b_f}
 */
@Description("Long short-term memory (Hochreiter and Schmidhuber, 1997; Gers et al., 2000).")
public record Lstm(
        @Description("First value of the forget gate's bias.") @Default("1")
        double forgetBias) implements Cell {
    /** With a forget bias of 1. */
    public static Lstm defaults() {
        return new Lstm(1);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        Expr i = Exprs.sigmoid(cell.linear("i", x, h));
        Expr f = Exprs.sigmoid(cell.linear("f", x, h, new Initializers.Constant(forgetBias)));
        Expr g = Exprs.tanh(cell.linear("g", x, h));
        Expr o = Exprs.sigmoid(cell.linear("o", x, h));
        Expr memory = f.mul(c).add(i.mul(g));
        cell.next("c", memory);
        cell.next("h", o.mul(Exprs.tanh(memory)));
    }
}
