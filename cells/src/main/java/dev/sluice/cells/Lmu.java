package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * Legendre memory unit (Voelker et al., 2019, "Legendre memory units: continuous-time representation in recurrent neural
 * networks"): a linear memory that holds the last {@code θ} steps of one signal, as weights of Legendre polynomials.
 *
 * <pre>
 *   u  = e_x x + e_h h + e_m m
 *   m' = Ā m + B̄ u
 *   h' = tanh(W_h x + U_h h + W_m m')
 *
 *   Ā = exp(A/θ)   B̄ = A⁻¹ (Ā - 1) B                       zero-order hold over one step; not trained
 *   A_ij = (2i+1) · (-1 if i &lt; j, else (-1)^(i-j+1))   B_i = (2i+1) (-1)^i      i, j = 0 .. d-1
 *
 *   x [B, I]   h, h' [B, H]   m, m' [B, d]   u [B, 1]   e_x [1, I]   e_h [1, H]   e_m [1, d]
 *   W_h [H, I]   U_h [H, H]   W_m [H, d]   Ā [d, d]   B̄ [d, 1]
 *   at first: e_m = 0; e_x, e_h with variance 1/in; W_m, W_h and U_h as the model says
 * </pre>
 *
 * <p>No biases, as in the paper.
 *
 * @param order polynomials in the memory, {@code d}
 * @param window steps that the memory holds, {@code θ}
 */
@Description("Legendre memory unit (Voelker et al., 2019).")
@Citation("Voelker, Kajic, Eliasmith (2019), Legendre memory units: continuous-time representation in "
        + "recurrent neural networks. NeurIPS")
public record Lmu(
        @Description("Number of polynomials in the memory; more of them keep faster changes.")
        @Default("32")
        @Range(min = 1, max = 1024)
        int order,

        @Description("Length of the memory in steps.") @Default("64") @Range(above = 0)
        double window)
        implements Cell {
    /** Checks the sizes. */
    public Lmu {
        if (order < 1 || !(window > 0 && Double.isFinite(window))) {
            throw new IllegalArgumentException(
                    "a Legendre memory needs an order of at least 1 and a finite window over 0, but order was " + order
                            + " and window " + window);
        }
    }

    /** 32 polynomials over 64 steps. */
    public static Lmu defaults() {
        return new Lmu(32, 64);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr m = cell.state("m", order);
        LegendreMemory memory = LegendreMemory.of(order, window);
        Expr kept = cell.fixed("A", Dims.of(order, order), memory.transition());
        Expr taken = cell.fixed("B", Dims.of(order, 1), memory.input());
        Expr u = x.matmulTransposed(
                        row(cell, "e_x", cell.inputSize(), Role.INPUT_WEIGHT, FirstValues.varianceOneOverIn()))
                .add(cell.recurrentInput(h)
                        .matmulTransposed(row(
                                cell,
                                "e_h",
                                cell.hiddenSize(),
                                Role.RECURRENT_WEIGHT,
                                FirstValues.varianceOneOverIn())))
                .add(m.matmulTransposed(row(cell, "e_m", order, Role.RECURRENT_WEIGHT, new Initializers.Zeros())));
        Expr next = m.matmulTransposed(kept).add(u.matmulTransposed(taken));
        Expr read = cell.parameter(
                "W_m", Dims.of(cell.hiddenSize(), order), Role.RECURRENT_WEIGHT, new Initializers.GlorotNormal());
        cell.next(
                "h",
                Exprs.tanh(cell.inputProduct("h", x)
                        .add(cell.recurrentProduct("h", h))
                        .add(next.matmulTransposed(read))));
        cell.next("m", next);
    }

    private static Expr row(CellBuilder cell, String name, int size, Role role, Initializer initializer) {
        return cell.parameter(name, Dims.of(1, size), role, initializer);
    }
}
