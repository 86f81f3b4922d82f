package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/**
 * LSTM with layer normalization (Ba, Kiros and Hinton, 2016, "Layer normalization", supplementary material):
 *
 * <pre>
 *   (i, f, g, o) = LN((W_i, W_f, W_g, W_o) x; α_x) + LN((U_i, U_f, U_g, U_o) h; α_h) + (b_i, b_f, b_g, b_o)
 *   c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
 *   h' = σ(o) ⊙ tanh(LN(c'; α_c) + b_c)
 *
 *   LN(a; α) = α ⊙ (a - mean(a)) / √(variance(a) + ε)
 *
 *   x [B, I]   h, c, i, f, g, o [B, H]   W [H, I]   U [H, H]   b, α_c [H]   α_x, α_h [H] for each gate
 * </pre>
 *
 * <p>As in the paper the four gates' products are normalized together, over 4H features; other systems normalize each gate
 * by itself. The paper's two shifts inside the gates are one with b. The gate's bias is outside the normalization.
 *
 * @param forgetBias first value of {@code b_f}
 * @param epsilon ε
 */
@Description("LSTM with layer normalization (Ba et al., 2016).")
@Citation("Ba, Kiros, Hinton (2016), Layer normalization. arXiv:1607.06450")
public record LayerNormLstm(
        @Description("Initial bias of the forget gate.") @Default("1")
        double forgetBias,

        @Description("Epsilon, added to the variance.") @Default("1.0e-5") @Range(above = 0)
        double epsilon)
        implements Cell {
    private static final List<String> GATES = List.of("i", "f", "g", "o");

    /** Checks ε. */
    public LayerNormLstm {
        LayerNorm.check(epsilon);
    }

    /** With a forget bias of 1 and ε of 1e-5. */
    public static LayerNormLstm defaults() {
        return new LayerNormLstm(1, 1e-5);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        LayerNorm norm = new LayerNorm(cell, epsilon);
        List<Expr> fromInput = norm.together(
                GATES.stream().map(gate -> gate + "_x").toList(),
                GATES.stream().map(gate -> cell.inputProduct(gate, x)).toList());
        List<Expr> fromState = norm.together(
                GATES.stream().map(gate -> gate + "_h").toList(),
                GATES.stream().map(gate -> cell.recurrentProduct(gate, h)).toList());
        Expr i = Exprs.sigmoid(fromInput.get(0).add(cell.bias("i")).add(fromState.get(0)));
        Expr forgetBegins = cell.bias("f", new Initializers.Constant(forgetBias));
        Expr f = Exprs.sigmoid(fromInput.get(1).add(forgetBegins).add(fromState.get(1)));
        Expr g = Exprs.tanh(fromInput.get(2).add(cell.bias("g")).add(fromState.get(2)));
        Expr o = Exprs.sigmoid(fromInput.get(3).add(cell.bias("o")).add(fromState.get(3)));
        Expr memory = f.mul(c).add(i.mul(g));
        cell.next("c", memory);
        cell.next("h", o.mul(Exprs.tanh(norm.one("c", memory).add(cell.bias("c")))));
    }
}
