package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent highway network (Zilly et al., 2017, "Recurrent highway networks"): several highway layers within each step.
 *
 * <pre>
 *   s_0 = h
 *   for l = 1 .. depth:
 *     n_l = tanh([W_n1 x] + U_nl s_(l-1) + b_nl)       [..]: only for l = 1
 *     t_l = σ([W_t1 x] + U_tl s_(l-1) + b_tl)          transform gate
 *     c_l = 1 - t_l                                    carry gate, coupled
 *     c_l = σ([W_c1 x] + U_cl s_(l-1) + b_cl)          carry gate of its own
 *     s_l = n_l ⊙ t_l + s_(l-1) ⊙ c_l
 *   h' = s_depth
 *
 *   x [B, I]   h, h', s, n, t, c [B, H]   W [H, I]   U [H, H] and b [H] for each l
 *   at first: b_tl = transform_bias
 * </pre>
 *
 * <p>A bias of the transform gate below 0 begins by carrying the state through, which deep steps need; the
 * authors' language models begin between -2 and -4. The layers of one step wait for each other, so time grows with depth.
 *
 * @param depth highway layers in each step
 * @param transformBias first value of {@code b_t}
 * @param coupled whether the carry gate is what the transform gate leaves, as in the paper's experiments
 */
@Description("Recurrent highway network (Zilly et al., 2017).")
@Citation("Zilly, Srivastava, Koutnik, Schmidhuber (2017), Recurrent highway networks. ICML")
public record RecurrentHighway(
        @Description("Number of highway layers in each step.") @Default("2") @Range(min = 1)
        int depth,

        @Description("Initial bias of the transform gates; below 0 the state is mostly carried over at first.")
        @Default("-2")
        double transformBias,

        @Description("Whether the carry gate is one minus the transform gate.") @Default("true")
        boolean coupled)
        implements Cell {
    /** Checks the depth. */
    public RecurrentHighway {
        if (depth < 1) {
            throw new IllegalArgumentException("a recurrent highway's depth must be at least 1, but was " + depth);
        }
    }

    /** Two coupled layers with a transform bias of -2. */
    public static RecurrentHighway defaults() {
        return new RecurrentHighway(2, -2, true);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr s = cell.state("h");
        Initializer transform = new Initializers.Constant(transformBias);
        for (int layer = 1; layer <= depth; layer++) {
            Expr n = Exprs.tanh(sum(cell, "n", layer, s, null));
            Expr t = Exprs.sigmoid(sum(cell, "t", layer, s, transform));
            Expr c = coupled ? t.oneMinus() : Exprs.sigmoid(sum(cell, "c", layer, s, null));
            s = n.mul(t).add(s.mul(c));
        }
        cell.next("h", s);
    }

    private static Expr sum(CellBuilder cell, String name, int layer, Expr s, @Nullable Initializer biasInit) {
        String gate = name + layer;
        Expr bias = biasInit == null ? cell.bias(gate) : cell.bias(gate, biasInit);
        Expr known = layer == 1 ? cell.inputProduct(gate, cell.input()).add(bias) : bias;
        return known.add(cell.recurrentProduct(gate, s));
    }
}
