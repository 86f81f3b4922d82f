package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Recurrent additive network (Lee, Levy and Zettlemoyer, 2017, "Recurrent additive networks"): the memory is a weighted
 * sum of the inputs, with weights by gates.
 *
 * <pre>
 *   i  = σ(W_i x + U_i h + b_i)
 *   f  = σ(W_f x + U_f h + b_f)
 *   c' = i ⊙ (W_c x) + f ⊙ c
 *   h' = g(c')
 *
 *   x [B, I]   h, c, i, f [B, H]   W [H, I]   U [H, H]   b [H]   g: tanh or the identity
 * </pre>
 *
 * @param output g
 */
@Description("Recurrent additive network (Lee et al., 2017).")
@Citation("Lee, Levy, Zettlemoyer (2017), Recurrent additive networks. arXiv:1705.07393")
public record Ran(
        @Description("The function from the memory to the state.") @Default("tanh")
        Output output) implements Cell {
    /** The function from the memory to the state. */
    public enum Output {
        /** Hyperbolic tangent. */
        @Description("Hyperbolic tangent.")
        TANH,
        /** The memory as it is. */
        @Description("The identity.")
        IDENTITY
    }

    /** With tanh. */
    public static Ran defaults() {
        return new Ran(Output.TANH);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        Expr i = Exprs.sigmoid(cell.linear("i", x, h));
        Expr f = Exprs.sigmoid(cell.linear("f", x, h));
        Expr memory = i.mul(cell.inputProduct("c", x)).add(f.mul(c));
        cell.next("c", memory);
        cell.next(
                "h",
                switch (output) {
                    case TANH -> Exprs.tanh(memory);
                    case IDENTITY -> memory;
                });
    }
}
