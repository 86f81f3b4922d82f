package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/**
 * GRU with layer normalization (Ba, Kiros and Hinton, 2016, "Layer normalization", supplementary material):
 *
 * <pre>
 *   (r, z) = σ(LN((W_r, W_z) x; α_x) + LN((U_r, U_z) h; α_h) + (b_r, b_z))
 *   n  = tanh(LN(W_n x; α_x) + b_n + r ⊙ (LN(U_n h; α_h) + bh_n))
 *   h' = (1-z) ⊙ h + z ⊙ n
 *
 *   LN(a; α) = α ⊙ (a - mean(a)) / √(variance(a) + ε)
 *
 *   x [B, I]   h, h', r, z, n [B, H]   W [H, I]   U [H, H]   b, bh_n [H]   α_x, α_h [H] for each gate
 * </pre>
 *
 * <p>As in the paper the products of r and z are normalized together, over 2H features, the candidate's by itself, and z
 * takes the candidate. The paper's two shifts inside a gate are one here, {@code b}; b_n and bh_n are those of the
 * candidate.
 *
 * @param epsilon ε
 */
@Description("GRU with layer normalization (Ba et al., 2016).")
@Citation("Ba, Kiros, Hinton (2016), Layer normalization. arXiv:1607.06450")
public record LayerNormGru(
        @Description("Epsilon, added to the variance.") @Default("1.0e-5") @Range(above = 0)
        double epsilon) implements Cell {
    /** Checks ε. */
    public LayerNormGru {
        LayerNorm.check(epsilon);
    }

    /** With ε of 1e-5. */
    public static LayerNormGru defaults() {
        return new LayerNormGru(1e-5);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        LayerNorm norm = new LayerNorm(cell, epsilon);
        List<Expr> fromInput =
                norm.together(List.of("r_x", "z_x"), List.of(cell.inputProduct("r", x), cell.inputProduct("z", x)));
        List<Expr> fromState = norm.together(
                List.of("r_h", "z_h"), List.of(cell.recurrentProduct("r", h), cell.recurrentProduct("z", h)));
        Expr r = Exprs.sigmoid(fromInput.get(0).add(cell.bias("r")).add(fromState.get(0)));
        Expr z = Exprs.sigmoid(fromInput.get(1).add(cell.bias("z")).add(fromState.get(1)));
        Expr seen = norm.one("n_x", cell.inputProduct("n", x)).add(cell.bias("n"));
        Expr remembered = norm.one("n_h", cell.recurrentProduct("n", h)).add(cell.recurrentBias("n"));
        Expr n = Exprs.tanh(seen.add(r.mul(remembered)));
        cell.next("h", z.oneMinus().mul(h).add(z.mul(n)));
    }
}
