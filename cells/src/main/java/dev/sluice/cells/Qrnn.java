package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * The recurrent part of a quasi-recurrent network (Bradbury et al., 2017, "Quasi-recurrent neural networks") with a window
 * of 1: gates see the current input alone.
 *
 * <pre>
 *   z  = tanh(W_z x + b_z)     f = σ(W_f x + b_f)     o = σ(W_o x + b_o)     i = σ(W_i x + b_i)
 *
 *   pooling: f      h' = f ⊙ h + (1-f) ⊙ z
 *   pooling: fo     c' = f ⊙ c + (1-f) ⊙ z      h' = o ⊙ c'
 *   pooling: ifo    c' = f ⊙ c + i ⊙ z          h' = o ⊙ c'
 *
 *   x [B, I]   h, c, z, f, o, i [B, H]   W [H, I]   b [H]
 * </pre>
 *
 * <p>The paper's convolution looks at the last k inputs; a cell sees one, so k = 1 here. The paper writes no biases. With
 * {@code pooling: f} the state is h, otherwise c, and h is only shown to the layer above.
 *
 * @param pooling which gates there are
 */
@Description("Quasi-recurrent network: the recurrent part, with window 1 (Bradbury et al., 2017).")
@Citation("Bradbury, Merity, Xiong, Socher (2017), Quasi-recurrent neural networks. ICLR")
public record Qrnn(
        @Description("The gates of the pooling.") @Default("fo")
        Pooling pooling) implements Cell {
    /** Which gates the pooling has. */
    public enum Pooling {
        /** Forget gate. */
        @Description("Forget gate.")
        F,
        /** Forget and output gate. */
        @Description("Forget and output gate.")
        FO,
        /** Input, forget and output gate. */
        @Description("Input, forget and output gate.")
        IFO
    }

    /** With forget and output gate. */
    public static Qrnn defaults() {
        return new Qrnn(Pooling.FO);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        String state = pooling == Pooling.F ? "h" : "c";
        Expr c = cell.state(state);
        Expr z = Exprs.tanh(cell.fromInput("z", x));
        Expr f = Exprs.sigmoid(cell.fromInput("f", x));
        Expr i = pooling == Pooling.IFO ? Exprs.sigmoid(cell.fromInput("i", x)) : f.oneMinus();
        Expr memory = f.mul(c).add(i.mul(z));
        cell.next(state, memory);
        if (pooling != Pooling.F) {
            cell.output(Exprs.sigmoid(cell.fromInput("o", x)).mul(memory));
        }
    }
}
