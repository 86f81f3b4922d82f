package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Description;

/**
 * Addition-subtraction twin-gated recurrent network (Zhang et al., 2018, "Simplifying neural machine translation with
 * addition-subtraction twin-gated recurrent networks"): both gates come from the same two products.
 *
 * <pre>
 *   p  = W_p x + b_p
 *   q  = U_q h
 *   i  = σ(p + q)                input gate
 *   f  = σ(p - q)                forget gate
 *   h' = i ⊙ p + f ⊙ h
 *
 *   x [B, I]   h, h', p, q, i, f [B, H]   W_p [H, I]   U_q [H, H]   b_p [H]
 * </pre>
 *
 * <p>One matrix for the input and one for the state, the fewest of all gated cells here. The state is not bounded by a
 * tanh.
 */
@Description("Addition-subtraction twin-gated recurrent network (Zhang et al., 2018).")
@Citation("Zhang, Xiong, Su, Lin, Zhang (2018), Simplifying neural machine translation with "
        + "addition-subtraction twin-gated recurrent networks. EMNLP")
public record Atr() implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr h = cell.state("h");
        Expr p = cell.fromInput("p", cell.input());
        Expr q = cell.recurrentProduct("q", h);
        Expr i = Exprs.sigmoid(p.add(q));
        Expr f = Exprs.sigmoid(p.sub(q));
        cell.next("h", i.mul(p).add(f.mul(h)));
    }
}
