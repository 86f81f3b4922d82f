package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Time-LSTM (Zhu et al., 2017, "What to do next: modeling user behaviors by Time-LSTM"), the first of its three forms: a gate
 * of the time between two steps decides how much of the candidate is taken.
 *
 * <pre>
 *   i  = σ(W_i x + U_i h + p_i ⊙ c + b_i)
 *   f  = σ(W_f x + U_f h + p_f ⊙ c + b_f)
 *   T  = σ(W_t x + σ(w_t Δ) + b_t)                         time gate
 *   g  = tanh(W_g x + U_g h + b_g)
 *   c' = f ⊙ c + i ⊙ T ⊙ g
 *   o  = σ(W_o x + w_o Δ + U_o h + p_o ⊙ c' + b_o)
 *   h' = o ⊙ tanh(c')
 *
 *   x [B, I]   Δ [B, 1]   h, c, i, f, T, g, o [B, H]   W [H, I]   U [H, H]   w [H, 1]   p, b [H]
 *   inputs: gap Δ, the time since the step before
 * </pre>
 *
 * @param forgetBias first value of {@code b_f}
 */
@Description("LSTM with a time gate; reads the time gap between steps (Zhu et al., 2017).")
@Citation(
        "Zhu, Li, Liao, Wang, Guan, Liu, Cai (2017), What to do next: modeling user behaviors by " + "Time-LSTM. IJCAI")
public record TimeLstm(
        @Description("Initial bias of the forget gate.") @Default("1")
        double forgetBias) implements Cell {
    /** A forget bias of 1. */
    public static TimeLstm defaults() {
        return new TimeLstm(1);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr gap = cell.input("gap", 1);
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        Expr i = Exprs.sigmoid(cell.linear("i", x, h).add(peephole(cell, "i", c)));
        Expr forget = cell.linear("f", x, h, new Initializers.Constant(forgetBias));
        Expr f = Exprs.sigmoid(forget.add(peephole(cell, "f", c)));
        Expr time = Exprs.sigmoid(cell.fromInput("t", x).add(Exprs.sigmoid(ofGap(cell, "t", gap))));
        Expr g = Exprs.tanh(cell.linear("g", x, h));
        Expr memory = f.mul(c).add(i.mul(time).mul(g));
        Expr o = Exprs.sigmoid(cell.linear("o", x, h).add(ofGap(cell, "o", gap)).add(peephole(cell, "o", memory)));
        cell.next("h", o.mul(Exprs.tanh(memory)));
        cell.next("c", memory);
    }

    private static Expr peephole(CellBuilder cell, String gate, Expr memory) {
        return memory.mul(cell.parameter("p_" + gate, Dims.of(cell.hiddenSize()), new Initializers.Zeros()));
    }

    private static Expr ofGap(CellBuilder cell, String gate, Expr gap) {
        Dims dims = Dims.of(cell.hiddenSize(), 1);
        return gap.matmulTransposed(
                cell.parameter("w_" + gate, dims, Role.INPUT_WEIGHT, new Initializers.GlorotUniform()));
    }
}
