package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Description;

/**
 * GRU-D (Che et al., 2018, "Recurrent neural networks for multivariate time series with missing values", equations 2 to 9):
 * what is missing decays from its last value to its mean, and the state decays with the time since the last values.
 *
 * <pre>
 *   γ_x = exp(-max(0, w_x ⊙ δ + b_x))                      decay of each feature: its own gap alone
 *   γ_h = exp(-max(0, W_γ δ + b_γ))                        decay of the state
 *   x̂   = m ⊙ x + (1-m) ⊙ (γ_x ⊙ x' + (1-γ_x) ⊙ x̃)         x': the last value measured before this step
 *   ĥ   = γ_h ⊙ h
 *   r   = σ(W_r x̂ + U_r ĥ + V_r m + b_r)
 *   z   = σ(W_z x̂ + U_z ĥ + V_z m + b_z)
 *   n   = tanh(W_n x̂ + U_n (r ⊙ ĥ) + V_n m + b_n)
 *   h'  = (1-z) ⊙ ĥ + z ⊙ n
 *
 *   x, x', x̂, m, δ, γ_x [B, I]   ĥ, h, h', r, z, n, γ_h [B, H]
 *   w_x, b_x, x̃ [I]   W_γ, W, V [H, I]   U [H, H]   b_γ, b [H]
 *   at first: w_x uniform in (0, 1), since below 0 neither decay nor gradient would ever come
 *   inputs: mask m, 1 where x was measured, else 0; delta δ, the time since the feature was measured last
 *   states: h; last = x' - x̃, so that before the first value a feature is its mean
 * </pre>
 *
 * <p>{@code z} takes the candidate, as in the paper. {@code x̃}, the mean of each feature over the training data, is not
 * trained and begins at 0: Sluice standardizes features over what was measured, which makes their means 0. {@code γ_x} looks at
 * its own feature only (the paper constrains its matrix to be diagonal). Where {@code m} is 0, {@code x} must be some finite
 * number, which does not matter. The layer above sees no mask, so a stack needs another cell there. {@code last} is what was
 * measured: zoneout leaves it alone, and dropout of the input is refused.
 */
@Description("GRU for missing values; reads a mask and the time since the last value, delta (Che et al., 2018).")
@Citation("Che, Purushotham, Cho, Sontag, Liu (2018), Recurrent neural networks for multivariate time "
        + "series with missing values. Scientific Reports 8, arXiv:1606.01865")
public record GruD() implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr m = cell.input("mask");
        Expr delta = cell.input("delta");
        Expr h = cell.state("h");
        Expr last = cell.exactState("last", cell.inputSize());
        Dims features = Dims.of(cell.inputSize());
        Expr mean = cell.fixed("mean", features, new Initializers.Zeros());

        Expr w = cell.parameter("w_x", features, FirstValues.unitInterval());
        Expr b = cell.parameter("b_x", features, Role.BIAS, new Initializers.Zeros());
        Expr inputDecay = decay(delta.mul(w).add(b));
        Expr stateDecay = decay(cell.fromInput("decay", delta));

        Expr seen = m.mul(x).add(m.oneMinus().mul(inputDecay.mul(last).add(mean)));
        Expr faded = stateDecay.mul(h);
        Expr r = Exprs.sigmoid(cell.linear("r", seen, faded).add(ofMask(cell, "r", m)));
        Expr z = Exprs.sigmoid(cell.linear("z", seen, faded).add(ofMask(cell, "z", m)));
        Expr n = Exprs.tanh(cell.linear("n", seen, r.mul(faded)).add(ofMask(cell, "n", m)));
        cell.next("h", z.oneMinus().mul(faded).add(z.mul(n)));
        cell.next("last", m.mul(x.sub(mean)).add(m.oneMinus().mul(last)));
    }

    private static Expr decay(Expr rate) {
        return Exprs.exp(Exprs.relu(rate).neg());
    }

    private static Expr ofMask(CellBuilder cell, String gate, Expr mask) {
        Dims dims = Dims.of(cell.hiddenSize(), cell.inputSize());
        return mask.matmulTransposed(
                cell.parameter("V_" + gate, dims, Role.INPUT_WEIGHT, new Initializers.GlorotUniform()));
    }
}
