package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/**
 * Simple recurrent unit (Lei et al., 2018, "Simple recurrent units for highly parallelizable recurrence"): all matrix
 * products are of the input, so they leave the time loop.
 *
 * <pre>
 *   f  = σ(W_f x + v_f ⊙ c + b_f)          forget gate
 *   c' = f ⊙ c + (1-f) ⊙ (W_c x)
 *   r  = σ(W_r x + v_r ⊙ c + b_r)          highway gate, of the old c
 *   y  = r ⊙ c' + (1-r) ⊙ α x̂              the output
 *
 *   x [B, I]   c, f, r, x̂, y [B, H]   W [H, I]   v, b [H]   α = √(1 + 2 e^β)
 *   at first: W from U(-√(3/I), √(3/I)), v = 0, b_r = β
 * </pre>
 *
 * <p>x̂ is x itself where I = H, as in the paper, and W_x x with a matrix of its own otherwise. The constant α makes up for
 * what the highway takes from the input's variance. The first values of the matrices are the paper's; those of v are
 * zeros here. The only state is c: what the layer above sees is not what the cell remembers.
 *
 * @param highwayBias β, the first value of {@code b_r}; below 0 the output begins as mostly the input
 */
@Description("Simple recurrent unit (Lei et al., 2018).")
@Citation(
        "Lei, Zhang, Wang, Dai, Artzi (2018), Simple recurrent units for highly parallelizable " + "recurrence. EMNLP")
public record Sru(
        @Description("Initial bias of the highway gate; below 0 the output is mostly the input at first.") @Default("0")
        double highwayBias)
        implements Cell {
    /** With a highway bias of 0. */
    public static Sru defaults() {
        return new Sru(0);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr c = cell.state("c");
        Expr f = Exprs.sigmoid(gate(cell, "f", x, c, 0));
        Expr r = Exprs.sigmoid(gate(cell, "r", x, c, highwayBias));
        Expr memory = f.mul(c).add(f.oneMinus().mul(cell.inputProduct("c", x, FirstValues.varianceOneOverIn())));
        cell.next("c", memory);
        double scale = Math.sqrt(1 + 2 * StrictMath.exp(highwayBias));
        cell.output(r.mul(memory).add(r.oneMinus().mul(InputAsItIs.of(cell).mul(scale))));
    }

    private static Expr gate(CellBuilder cell, String name, Expr x, Expr c, double bias) {
        Expr v = cell.parameter("v_" + name, Dims.of(cell.hiddenSize()), new Initializers.Zeros());
        return cell.inputProduct(name, x, FirstValues.varianceOneOverIn())
                .add(cell.bias(name, new Initializers.Constant(bias)))
                .add(v.mul(c));
    }
}
