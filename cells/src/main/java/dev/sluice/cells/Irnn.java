package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * Simple recurrent network of rectified units that begins as the identity (Le, Jaitly and Hinton, 2015, "A simple way to
 * initialize recurrent networks of rectified linear units"):
 *
 * <pre>
 *   h' = relu(W_h x + U_h h + b_h)
 *
 *   x [B, I]   h, h' [B, H]   W_h [H, I]   U_h [H, H]   b_h [H]
 *   at first: U_h = scale · identity, W_h from N(0, 0.001²), b_h = 0
 * </pre>
 *
 * <p>The function is that of {@link Rnn} with relu; the first values make it another cell. They are the paper's and are
 * not replaced by the experiment's initialization. States are unbounded: clip gradients.
 *
 * @param scale of the identity; the paper uses 1, and 0.01 for speech, where little memory is wanted
 */
@Description("Relu network with recurrent weights that start as the identity (Le et al., 2015).")
@Citation("Le, Jaitly, Hinton (2015), A simple way to initialize recurrent networks of rectified linear "
        + "units. arXiv:1504.00941")
public record Irnn(
        @Description("Factor for the identity in the recurrent weights.") @Default("1") @Range(above = 0)
        double scale) implements Cell {
    private static final double INPUT_DEVIATION = 0.001;

    /** Checks the scale. */
    public Irnn {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("the scale of an identity must be over 0, but was " + scale);
        }
    }

    /** From the identity itself. */
    public static Irnn defaults() {
        return new Irnn(1);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr fromInput = cell.inputProduct("h", x, new Initializers.Normal(INPUT_DEVIATION));
        Expr fromState = cell.recurrentProduct("h", h, FirstValues.identity(scale));
        cell.next(
                "h",
                Exprs.relu(
                        fromInput.add(cell.bias("h", new Initializers.Zeros())).add(fromState)));
    }
}
