package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * LSTM whose units update only while their clock is open, for long sequences and for events at irregular times (Neil,
 * Pfeiffer and Liu, 2016, "Phased LSTM", with the paper's peepholes):
 *
 * <pre>
 *   i  = σ(W_i x + U_i h + p_i ⊙ c + b_i)      f likewise
 *   c~ = f ⊙ c + i ⊙ tanh(W_g x + U_g h + b_g)
 *   o  = σ(W_o x + U_o h + p_o ⊙ c~ + b_o)
 *   φ  = ((t - s) mod τ) / τ                   phase of the unit's clock, in [0, 1)
 *   k  = 2φ/r                where φ &lt; r/2      opening
 *        2 - 2φ/r            where φ &lt; r        closing
 *        α φ                 elsewhere           closed but for a leak
 *   c' = k ⊙ c~ + (1-k) ⊙ c
 *   h' = k ⊙ o ⊙ tanh(c~) + (1-k) ⊙ h
 *
 *   x [B, I]   t [B, 1] time   h, c, k and all gates [B, H]   W [H, I]   U [H, H]   b, p, τ, s, r [H]
 * </pre>
 *
 * <p>It reads {@code time}, the time since the first step. Periods are in its unit, the mean gap between two steps. The paper
 * leaks in training only; a cell is one function, so the leak stays in use, where it can be small.
 *
 * @param shortest least first value of {@code τ}
 * @param longest largest first value of {@code τ}, and of {@code s}
 * @param open first value of {@code r}, the share of a period in which a unit is open
 * @param leak {@code α}
 */
@Description("LSTM whose units are updated by clocks; reads the time (Neil et al., 2016).")
@Citation("Neil, Pfeiffer, Liu (2016), Phased LSTM: accelerating recurrent network training for long or event-based "
        + "sequences. NIPS, arXiv:1610.09513")
public record PhasedLstm(
        @Description("The shortest initial period of a unit, in mean gaps between steps.")
        @Default("2.718281828459045")
        @Range(above = 0)
        double shortest,

        @Description("The longest initial period of a unit; the periods are spread evenly on a logarithmic scale.")
        @Default("148.4131591025766")
        @Range(above = 0)
        double longest,

        @Description("Initial share of a period in which a unit is open.") @Default("0.05") @Range(above = 0, max = 1)
        double open,

        @Description("Leak: share of an update that a closed unit takes, times its phase.")
        @Default("0.001")
        @Range(min = 0, below = 1)
        double leak)
        implements Cell {
    /** Checks that the periods are in order. */
    public PhasedLstm {
        if (shortest > longest) {
            throw new ModelConfigException("the shortest period of phased-lstm must not be above the longest, but "
                    + shortest + " is above " + longest);
        }
    }

    /** Periods from e to e⁵, open for a twentieth of them, and a leak of a thousandth: the authors' advice. */
    public static PhasedLstm defaults() {
        return new PhasedLstm(Math.E, StrictMath.exp(5), 0.05, 0.001);
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr time = cell.input("time", 1);
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        Expr i = Exprs.sigmoid(cell.linear("i", x, h).add(looking(cell, "i", c)));
        Expr f = Exprs.sigmoid(cell.linear("f", x, h).add(looking(cell, "f", c)));
        Expr memory = f.mul(c).add(i.mul(Exprs.tanh(cell.linear("g", x, h))));
        Expr o = Exprs.sigmoid(cell.linear("o", x, h).add(looking(cell, "o", memory)));
        Expr k = openness(cell, time);
        cell.next("h", k.mul(o.mul(Exprs.tanh(memory))).add(k.oneMinus().mul(h)));
        cell.next("c", k.mul(memory).add(k.oneMinus().mul(c)));
    }

    private static Expr looking(CellBuilder cell, String gate, Expr memory) {
        return memory.mul(cell.parameter("p_" + gate, Dims.of(cell.hiddenSize()), new Initializers.Zeros()));
    }

    private Expr openness(CellBuilder cell, Expr time) {
        Dims units = Dims.of(cell.hiddenSize());
        Expr period = cell.parameter("tau", units, FirstValues.logUniform(shortest, longest));
        Expr shift = cell.parameter("s", units, FirstValues.uniform(longest));
        Expr share = cell.parameter("r", units, new Initializers.Constant(open));
        Expr phase = Exprs.mod(time.sub(shift), period).div(period);
        Expr opening = phase.mul(2).div(share);
        Expr moving = Exprs.min(opening, Exprs.constant(2).sub(opening));
        return Exprs.select(Exprs.less(phase, share), moving, phase.mul(leak));
    }
}
