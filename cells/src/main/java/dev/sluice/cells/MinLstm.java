package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Minimal LSTM (Feng et al., 2024, "Were RNNs all we needed?"): gates and candidate of the input alone, and gates that sum
 * to 1.
 *
 * <pre>
 *   f  = σ(W_f x + b_f)     i = σ(W_i x + b_i)     n = g(W_n x + b_n)
 *   h' = f/(f+i) ⊙ h + i/(f+i) ⊙ n
 *
 *   x [B, I]   h, h', f, i, n [B, H]   W [H, I]   b [H]
 *   candidate: linear     g(a) = a
 *   candidate: positive   g(a) = a + 1/2 for a ≥ 0, σ(a) otherwise
 * </pre>
 *
 * <p>There is one state, no separate memory. The shares are computed as {@code f/(f+i) = σ(log f - log i)}, which stays
 * finite where both gates vanish.
 *
 * @param candidate g
 */
@Description("Minimal LSTM (Feng et al., 2024).")
@Citation("Feng, Tung, Ahmed, Bengio, Hajimirsadeghi (2024), Were RNNs all we needed? arXiv:2410.01201")
public record MinLstm(
        @Description("Activation function of the candidate.") @Default("linear")
        MinimalCandidate candidate) implements Cell {
    /** With a linear candidate. */
    public static MinLstm defaults() {
        return new MinLstm(MinimalCandidate.LINEAR);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        // log σ(a) = -softplus(-a)
        Expr forget = Exprs.softplus(cell.fromInput("f", x).neg());
        Expr take = Exprs.softplus(cell.fromInput("i", x).neg());
        Expr kept = Exprs.sigmoid(take.sub(forget));
        Expr n = candidate.apply(cell.fromInput("n", x));
        cell.next("h", kept.mul(h).add(kept.oneMinus().mul(n)));
    }
}
