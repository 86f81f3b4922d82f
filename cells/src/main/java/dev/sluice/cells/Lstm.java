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
import org.apiguardian.api.API;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997) with a forget gate (Gers et al., 2000):
 *
 * <pre>
 *   i  = σ(W_i x + U_i h + b_i)          input gate
 *   f  = σ(W_f x + U_f h + b_f)          forget gate
 *   g  = tanh(W_g x + U_g h + b_g)       candidate
 *   o  = σ(W_o x + U_o h + b_o)          output gate
 *   c' = f ⊙ c + i ⊙ g
 *   h' = o ⊙ tanh(c')
 *
 *   x [B, I]   h, c, i, f, g, o [B, H]   W [H, I]   U [H, H]   b [H]
 *
 *   peephole:    + p_i ⊙ c inside i, + p_f ⊙ c inside f, + p_o ⊙ c' inside o     p [H]
 *   coupled:     i = 1 - f
 *   projection:  h' = W_p (o ⊙ tanh(c'))                                         h [B, P]   U [H, P]   W_p [P, H]
 * </pre>
 *
 * <p>PyTorch's {@code nn.LSTM}; the projection is its {@code proj_size}. The forget gate's bias begins at 1, so that the
 * memory lasts from the start (Jozefowicz et al., 2015); PyTorch begins near 0. Peepholes (Gers and Schmidhuber, 2000)
 * are vectors and begin at 0; that of the output gate looks at the new memory. Where Greff et al. (2017) couple by
 * f = 1 - i, here f keeps its weights and i follows: the same function with the gate's weights negated.
 *
 * @param forgetBias first value of {@code b_f}
 * @param peephole whether the gates look at the memory
 * @param coupled whether the input gate is what the forget gate leaves
 * @param projection features of the projected state, {@code P} (Sak et al., 2014); 0 for none
 * @param longest the longest dependency to be learned, in steps, by which {@code b_f} begins as {@code log U(1, longest - 1)}, and
 *     {@code b_i} as {@code -b_f}, so that the memory lasts up to as long (Tallec and Ollivier, 2018); 0 if it is not known
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Description("Long short-term memory (Hochreiter and Schmidhuber, 1997).")
@Citation({
    "Hochreiter, Schmidhuber (1997), Long short-term memory. Neural Computation 9(8)",
    "Gers, Schmidhuber, Cummins (2000), Learning to forget: continual prediction with LSTM. Neural "
            + "Computation 12(10)"
})
public record Lstm(
        @Description("Initial bias of the forget gate.") @Default("1")
        double forgetBias,

        @Description("Peepholes: whether the gates read the memory (Gers and Schmidhuber, 2000).") @Default("false")
        boolean peephole,

        @Description("Whether the input gate is one minus the forget gate (Greff et al., 2017).") @Default("false")
        boolean coupled,

        @Description("Features of the projected state (Sak et al., 2014); 0 for no projection.")
        @Default("0")
        @Range(min = 0)
        int projection,

        @Description(
                "The longest dependency, in steps, for chrono initialization of the gates, instead of forget_bias; 0"
                        + " if unknown.")
        @Default("0")
        @Range(min = 0)
        int longest)
        implements Cell {
    /** Checks the projection and the longest dependency. */
    public Lstm {
        FirstValues.checkLongest(longest);
        if (projection < 0) {
            throw new IllegalArgumentException(
                    "an LSTM's projection must be at least 1, or 0 for none, but was " + projection);
        }
    }

    /** PyTorch's function with a forget bias of 1. */
    public static Lstm defaults() {
        return new Lstm(1, false, false, 0, 0);
    }

    /** This with another forget bias. */
    public Lstm withForgetBias(double changed) {
        return new Lstm(changed, peephole, coupled, projection, longest);
    }

    /** This with or without peepholes. */
    public Lstm withPeephole(boolean changed) {
        return new Lstm(forgetBias, changed, coupled, projection, longest);
    }

    /** This with the input gate coupled or free. */
    public Lstm withCoupled(boolean changed) {
        return new Lstm(forgetBias, peephole, changed, projection, longest);
    }

    /** This with another projection. */
    public Lstm withProjection(int changed) {
        return new Lstm(forgetBias, peephole, coupled, changed, longest);
    }

    /** This for dependencies of so many steps. */
    public Lstm withLongest(int changed) {
        return new Lstm(forgetBias, peephole, coupled, projection, changed);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = projection == 0 ? cell.state("h") : cell.state("h", projection);
        Expr c = cell.state("c");
        // Gates are declared in PyTorch's order, which is their order in joined weights.
        Initializer kept = longest == 0 ? new Initializers.Constant(forgetBias) : FirstValues.chrono(longest);
        Expr i = coupled ? null : Exprs.sigmoid(looking(cell, "i", c, input(cell, x, h, kept)));
        Expr forget = cell.linear("f", x, h, kept);
        Expr f = Exprs.sigmoid(looking(cell, "f", c, forget));
        Expr g = Exprs.tanh(cell.linear("g", x, h));
        Expr memory = f.mul(c).add((i == null ? f.oneMinus() : i).mul(g));
        Expr o = Exprs.sigmoid(looking(cell, "o", memory, cell.linear("o", x, h)));
        cell.next("c", memory);
        cell.next("h", projected(cell, o.mul(Exprs.tanh(memory))));
    }

    private Expr input(CellBuilder cell, Expr x, Expr h, Initializer kept) {
        return longest == 0 ? cell.linear("i", x, h) : cell.linear("i", x, h, FirstValues.negated(kept, "i", "f"));
    }

    private Expr looking(CellBuilder cell, String gate, Expr memory, Expr gateInput) {
        if (!peephole) {
            return gateInput;
        }
        Expr weights = cell.parameter("p_" + gate, Dims.of(cell.hiddenSize()), new Initializers.Zeros());
        return gateInput.add(weights.mul(memory));
    }

    private Expr projected(CellBuilder cell, Expr state) {
        if (projection == 0) {
            return state;
        }
        Dims dims = Dims.of(projection, cell.hiddenSize());
        return state.matmulTransposed(
                cell.parameter("W_p", dims, Role.RECURRENT_WEIGHT, new Initializers.GlorotUniform()));
    }
}
