package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Minimal GRU (Feng et al., 2024, "Were RNNs all we needed?"): neither gate nor candidate sees the state.
 *
 * <pre>
 *   z  = σ(W_z x + b_z)
 *   n  = g(W_n x + b_n)
 *   h' = (1-z) ⊙ h + z ⊙ n
 *
 *   x [B, I]   h, h', z, n [B, H]   W [H, I]   b [H]
 *   candidate: linear     g(a) = a
 *   candidate: positive   g(a) = a + 1/2 for a ≥ 0, σ(a) otherwise
 * </pre>
 *
 * <p>As in the paper z takes the candidate. The positive candidate is that of the paper's form in log space. All products
 * are of the input, so they leave the time loop; the loop itself still goes step by step here.
 *
 * @param candidate g
 */
@Description("Minimal GRU (Feng et al., 2024).")
@Citation("Feng, Tung, Ahmed, Bengio, Hajimirsadeghi (2024), Were RNNs all we needed? arXiv:2410.01201")
public record MinGru(
        @Description("Activation function of the candidate.") @Default("linear")
        MinimalCandidate candidate) implements Cell {
    /** With a linear candidate. */
    public static MinGru defaults() {
        return new MinGru(MinimalCandidate.LINEAR);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr z = Exprs.sigmoid(cell.fromInput("z", x));
        Expr n = candidate.apply(cell.fromInput("n", x));
        cell.next("h", z.oneMinus().mul(h).add(z.mul(n)));
    }
}
