package dev.sluice.cells;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * LSTM with a matrix for a memory, into which values are written under keys and from which they are read by queries (Beck et
 * al., 2024, "xLSTM: extended long short-term memory", the mLSTM). For each head, of size d = H / heads:
 *
 * <pre>
 *   q = W_q x + b_q,  k = (W_k x + b_k) / √d,  v = W_v x + b_v
 *   i = e^a_i,  f = σ(a_f)              with a_i = w_i x + b_i,  a_f = w_f x + b_f: one number a head
 *   C' = f C + i v kᵀ                    memory
 *   n' = f n + i k                       normalizer
 *   y  = o ⊙ C' q / max(|n'ᵀ q|, 1)      with o = σ(W_o x + b_o)
 *
 *   x [B, I]   q, k, v, n [B, heads, d]   C [B, heads, d, d]   W [H, I]   b [H]   w [heads, I]
 * </pre>
 *
 * <p>No gate sees a state, so all products with {@code W} leave the time loop. As in {@link Slstm}, C and n are kept divided by
 * e^m so that the exponential cannot overflow, {@code m' = max(log f + m, a_i)}; 1 becomes e^-m' in y. The paper's causal
 * convolution, norm and projections are layers around the cell and not part of it.
 *
 * @param heads memories side by side; H must be a multiple of it
 * @param forgetBias first value of {@code b_f}
 */
@Description("LSTM with a matrix memory: xLSTM's mLSTM (Beck et al., 2024).")
@Citation("Beck, Poeppel, Spanring, Auer, Prudnikova, Kopp, Klambauer, Brandstetter, Hochreiter (2024), "
        + "xLSTM: extended long short-term memory. NeurIPS, arXiv:2405.04517")
public record Mlstm(
        @Description("Number of memories (heads) side by side. The hidden size is divided among them, so each state is"
                + " smaller.")
        @Default("4")
        @Range(min = 1)
        int heads,

        @Description("Initial bias of the forget gates.") @Default("3")
        double forgetBias)
        implements Cell {
    /** From here on 1 is so small beside the memory that float32 cannot tell. */
    private static final double LARGEST_EXPONENT = 60;

    /** Four heads and a forget bias of 3. */
    public static Mlstm defaults() {
        return new Mlstm(4, 3);
    }

    @Override
    public void define(CellBuilder cell) {
        int size = cell.hiddenSize() / heads;
        if (size * heads != cell.hiddenSize()) {
            throw new ModelConfigException(
                    "encoder.hidden: the hidden size of mlstm must be a multiple of its heads, but " + cell.hiddenSize()
                            + " is not a multiple of " + heads + "; change either");
        }
        Expr x = cell.input();
        Dims vectors = Dims.of(Dim.BATCH, heads, size);
        Dims matrices = Dims.of(Dim.BATCH, heads, size, size);
        Dims numbers = Dims.of(Dim.BATCH, heads, 1);
        Expr memory = cell.exactState("C", heads * size * size);
        Expr normalizer = cell.exactState("n", cell.hiddenSize());
        Expr m = cell.exactState("m", heads);
        Expr q = cell.fromInput("q", x).reshape(vectors);
        Expr k = cell.fromInput("k", x).mul(1 / Math.sqrt(size)).reshape(vectors);
        Expr v = cell.fromInput("v", x).reshape(vectors);
        Expr o = Exprs.sigmoid(cell.fromInput("o", x));
        Expr input = gate(cell, "i", x, 0);
        Expr carried =
                Exprs.softplus(gate(cell, "f", x, forgetBias).neg()).neg().add(m);
        Expr largest = Exprs.max(carried, input);
        Expr f = Exprs.exp(carried.sub(largest)).reshape(numbers);
        Expr i = Exprs.exp(input.sub(largest)).reshape(numbers);

        Expr written = v.mul(i).outer(k);
        Expr kept = memory.reshape(matrices).mul(f.reshape(Dims.of(Dim.BATCH, heads, 1, 1)));
        Expr matrix = kept.add(written);
        Expr weight = normalizer.reshape(vectors).mul(f).add(k.mul(i));
        Expr one = Exprs.exp(Exprs.min(largest.neg(), Exprs.constant(LARGEST_EXPONENT)));
        Expr share = Exprs.max(Exprs.abs(weight.mul(q).sum(-1)), one.reshape(numbers));
        Expr read = matrix.timesVector(q).div(share);
        cell.next("C", matrix.reshape(memory.shape()));
        cell.next("n", weight.reshape(normalizer.shape()));
        cell.next("m", largest);
        cell.output(o.mul(read.reshape(o.shape())));
    }

    /** One number for each head, {@code [B, heads]}. */
    private Expr gate(CellBuilder cell, String name, Expr x, double bias) {
        Dims dims = Dims.of(heads, cell.inputSize());
        Expr w = cell.parameter("w_" + name, dims, Role.INPUT_WEIGHT, new Initializers.GlorotUniform());
        Expr b = cell.parameter("b_" + name, Dims.of(heads), Role.BIAS, new Initializers.Constant(bias));
        return x.matmulTransposed(w).add(b);
    }
}
