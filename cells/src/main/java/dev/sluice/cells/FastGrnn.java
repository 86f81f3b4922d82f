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
import dev.sluice.core.option.Range;

/**
 * Fast gated recurrent network (Kusupati et al., 2018, "FastGRNN: a fast, accurate, stable and tiny kilobyte sized gated
 * recurrent neural network"): gate and candidate share their products.
 *
 * <pre>
 *   a  = W_h x + U_h h
 *   z  = σ(a + b_z)
 *   n  = tanh(a + b_h)
 *   h' = (σ(ζ)(1-z) + σ(ν)) ⊙ n + z ⊙ h
 *
 *   x [B, I]   h, h', a, z, n [B, H]   W_h [H, I]   U_h [H, H]   b [H]   ζ, ν [1]
 *   input_rank r:        W_h = W_1 W_2ᵀ     W_1 [H, r]   W_2 [I, r]
 *   recurrent_rank r:    U_h = U_1 U_2ᵀ     U_1, U_2 [H, r]
 *   at first: b = 1, ζ = 1, ν = -4
 * </pre>
 *
 * <p>The paper's scalars lie between 0 and 1; here they are σ of what is trained, and the first values are those of the
 * authors' code. The paper's sparse and quantized weights are not part of the cell.
 *
 * @param inputRank rank of {@code W_h}; 0 for a full matrix
 * @param recurrentRank rank of {@code U_h}; 0 for a full matrix
 */
@Description("Fast gated recurrent network (Kusupati et al., 2018).")
@Citation("Kusupati, Singh, Bhatia, Kumar, Jain, Varma (2018), FastGRNN: a fast, accurate, stable and tiny "
        + "kilobyte sized gated recurrent neural network. NeurIPS")
public record FastGrnn(
        @Description("Rank of the input weights; 0 for a full matrix.") @Default("0") @Range(min = 0)
        int inputRank,

        @Description("Rank of the recurrent weights; 0 for a full matrix.") @Default("0") @Range(min = 0)
        int recurrentRank)
        implements Cell {
    private static final double ZETA = 1;
    private static final double NU = -4;

    /** Checks the ranks. */
    public FastGrnn {
        if (inputRank < 0 || recurrentRank < 0) {
            throw new IllegalArgumentException("ranks must be at least 1, or 0 for full matrices, but input_rank was "
                    + inputRank + " and recurrent_rank " + recurrentRank);
        }
    }

    /** With full matrices. */
    public static FastGrnn defaults() {
        return new FastGrnn(0, 0);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr fromInput =
                inputRank == 0 ? cell.inputProduct("h", x) : lowRank(cell, "W", inputRank, x, Role.INPUT_WEIGHT);
        Expr fromState = recurrentRank == 0
                ? cell.recurrentProduct("h", h)
                : lowRank(cell, "U", recurrentRank, cell.recurrentInput(h), Role.RECURRENT_WEIGHT);
        Expr z = Exprs.sigmoid(
                fromInput.add(cell.bias("z", new Initializers.Constant(1))).add(fromState));
        Expr n = Exprs.tanh(
                fromInput.add(cell.bias("h", new Initializers.Constant(1))).add(fromState));
        Expr zeta = Exprs.sigmoid(cell.parameter("zeta", Dims.of(1), new Initializers.Constant(ZETA)));
        Expr nu = Exprs.sigmoid(cell.parameter("nu", Dims.of(1), new Initializers.Constant(NU)));
        cell.next("h", zeta.mul(z.oneMinus()).add(nu).mul(n).add(z.mul(h)));
    }

    private static Expr lowRank(CellBuilder cell, String name, int rank, Expr value, Role role) {
        Dims out = Dims.of(cell.hiddenSize(), rank);
        Dims in = Dims.of(value.shape().fixed(-1), rank);
        Expr narrow = value.matmul(cell.parameter(name + "_2", in, role, new Initializers.GlorotUniform()));
        return narrow.matmulTransposed(cell.parameter(name + "_1", out, role, new Initializers.GlorotUniform()));
    }
}
