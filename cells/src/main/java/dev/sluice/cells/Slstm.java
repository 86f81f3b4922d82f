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
 * LSTM with exponential gates and a normalizer (Beck et al., 2024, "xLSTM: extended long short-term memory", the sLSTM):
 *
 * <pre>
 *   a_i = W_i x + U_i h + b_i       input gate      i = e^a_i
 *   a_f = W_f x + U_f h + b_f       forget gate     f = σ(a_f) or e^a_f
 *   g   = tanh(W_g x + U_g h + b_g) candidate       the paper's z
 *   o   = σ(W_o x + U_o h + b_o)    output gate
 *   c'  = f ⊙ c + i ⊙ g
 *   n'  = f ⊙ n + i
 *   h'  = o ⊙ c' / n'
 *
 *   x [B, I]   h, c, n, m and all gates [B, H]   W [H, I]   U [H, H]   b [H]
 * </pre>
 *
 * <p>Exponentials overflow, so c and n are kept divided by e^m, which changes nothing in h (the paper's stabilizer):
 *
 * <pre>
 *   m' = max(log f + m, a_i), and a_i as long as n = 0
 *   c' = e^(log f + m - m') ⊙ c + e^(a_i - m') ⊙ g        n' likewise
 * </pre>
 *
 * <p>One of the two exponentials is 1, and n is 0 before the first step and at least 1 from then on; dividing by
 * max(n', 1) therefore changes nothing, except that a made-up carried state cannot divide by zero. The state U sees is
 * whole: the paper's heads, blocks on the diagonal of U, are not part of this cell, nor are its convolution and group
 * normalization, which are layers around it. c and n are kept at the scale e^m, so zoneout acts on h alone.
 *
 * @param forget the forget gate's function
 * @param forgetBias first value of {@code b_f}
 */
@Description("LSTM with exponential gates: xLSTM's sLSTM (Beck et al., 2024).")
@Citation("Beck, Poeppel, Spanring, Auer, Prudnikova, Kopp, Klambauer, Brandstetter, Hochreiter (2024), "
        + "xLSTM: extended long short-term memory. NeurIPS, arXiv:2405.04517")
public record Slstm(
        @Description("Activation function of the forget gate.") @Default("sigmoid")
        Forget forget,

        @Description("Initial bias of the forget gate.") @Default("1")
        double forgetBias)
        implements Cell {
    /** The forget gate's function; the paper allows both. */
    public enum Forget {
        /** Logistic function. */
        @Description("Logistic function.")
        SIGMOID,
        /** Exponential function. */
        @Description("Exponential function.")
        EXPONENTIAL
    }

    /** With a logistic forget gate and a forget bias of 1. */
    public static Slstm defaults() {
        return new Slstm(Forget.SIGMOID, 1);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr c = cell.exactState("c", cell.hiddenSize());
        Expr n = cell.exactState("n", cell.hiddenSize());
        Expr m = cell.exactState("m", cell.hiddenSize());
        Expr input = cell.linear("i", x, h);
        Expr forgetInput = cell.linear("f", x, h, new Initializers.Constant(forgetBias));
        Expr g = Exprs.tanh(cell.linear("g", x, h));
        Expr o = Exprs.sigmoid(cell.linear("o", x, h));
        Expr logForget = switch (forget) {
            case SIGMOID -> Exprs.softplus(forgetInput.neg()).neg();
            case EXPONENTIAL -> forgetInput;
        };
        Expr carried = logForget.add(m);
        Expr fresh = Exprs.equal(n, Exprs.constant(0));
        Expr largest = Exprs.select(fresh, input, Exprs.max(carried, input));
        // The least of it and 0 only matters while n = 0, where it keeps the exponential finite.
        Expr f = Exprs.exp(Exprs.min(carried.sub(largest), Exprs.constant(0)));
        Expr i = Exprs.exp(input.sub(largest));
        Expr memory = f.mul(c).add(i.mul(g));
        Expr weight = f.mul(n).add(i);
        cell.next("m", largest);
        cell.next("n", weight);
        cell.next("c", memory);
        cell.next("h", o.mul(memory.div(Exprs.max(weight, Exprs.constant(1)))));
    }
}
