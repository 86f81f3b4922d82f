package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/**
 * Gated recurrent unit (Cho et al., 2014, "Learning phrase representations using RNN encoder-decoder"):
 *
 * <pre>
 *   r  = σ(W_r x + U_r h + b_r)                      reset gate
 *   z  = σ(W_z x + U_z h + b_z)                      update gate
 *   n  = φ(W_n x + b_n + r ⊙ (U_n h + bh_n))         candidate, reset: after
 *   n  = φ(W_n x + U_n (r ⊙ h) + b_n)                candidate, reset: before
 *   n  = φ(W_n x + U_n ((1-r) ⊙ h) + b_n)            candidate, reset: complement
 *   n  = r ⊙ φ(W_n x + U_n h + b_n)                  candidate, reset: result
 *   h' = (1-z) ⊙ n + z ⊙ h                           update: keep
 *   h' = (1-z) ⊙ h + z ⊙ n                           update: take
 *
 *   x [B, I]   h, h', r, z, n [B, H]   W [H, I]   U [H, H]   b, bh_n [H]   φ: tanh or relu
 * </pre>
 *
 * <p>The defaults are PyTorch's {@code nn.GRU}; {@code reset: before} is the paper's form. See the package's conventions.
 * Two more forms are printed in the literature: {@code complement} is {@code before} with the reset gate's weights
 * negated; {@code result} multiplies r into the candidate's result, {@code h' = (1-z) ⊙ h + z ⊙ r ⊙ n} with
 * {@code update: take}. {@code reset: none} is rejected.
 *
 * @param reset where the reset gate stands
 * @param activation φ
 * @param update what z multiplies
 * @param longest the longest dependency to be learned, in steps, by which {@code b_z} begins so that the state lasts up to as long (Tallec
 *     and Ollivier, 2018): {@code log U(1, longest - 1)} where z keeps, its negative where z takes; 0 if it is not known
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Description("Gated recurrent unit (Cho et al., 2014).")
@Citation("Cho, van Merrienboer, Gulcehre, Bahdanau, Bougares, Schwenk, Bengio (2014), Learning phrase "
        + "representations using RNN encoder-decoder for statistical machine translation. EMNLP, "
        + "arXiv:1406.1078")
public record Gru(
        @Description(
                "Whether the reset gate is applied after the recurrent product (PyTorch) or before it (the paper).")
        @Default("after")
        Reset reset,

        @Description("Activation function of the candidate.") @Default("tanh")
        Activation activation,

        @Description("Whether the update gate multiplies the old state (PyTorch) or the candidate.") @Default("keep")
        Update update,

        @Description("The longest dependency, in steps, for chrono initialization of the update gate; 0 if unknown.")
        @Default("0")
        @Range(min = 0)
        int longest)
        implements Cell {
    /** The place of the reset gate. */
    public enum Reset {
        /** {@code r ⊙ (U_n h + bh_n)}. */
        @Description("r * (U h + b): PyTorch, cuDNN, Keras.")
        AFTER,
        /** {@code U_n (r ⊙ h)}. */
        @Description("U (r * h): Cho et al., 2014.")
        BEFORE,
        /** {@code U_n ((1-r) ⊙ h)}. */
        @Description("U ((1-r) * h): like 'before', with the reset gate inverted.")
        COMPLEMENT,
        /** {@code r ⊙ φ(..)}. */
        @Description("r times the output of the candidate.")
        RESULT,
        /** Refused: r would be computed and not used. */
        @Description("Rejected: r would be computed but not used. The cell ugrnn has no reset gate.")
        NONE
    }

    /** The operand that the update gate multiplies. */
    public enum Update {
        /** The old state. */
        @Description("z multiplies the old state.")
        KEEP,
        /** The candidate. */
        @Description("z multiplies the candidate.")
        TAKE
    }

    /** Rejects a reset gate that nothing reads, and dependencies of no length. */
    public Gru {
        FirstValues.checkLongest(longest);
        if (reset == Reset.NONE) {
            throw new IllegalArgumentException("a GRU's reset gate must stand somewhere (after, before, complement or"
                    + " result), but reset is none: r would be computed at each step and never used, and its weights"
                    + " would get no gradient; use the cell ugrnn, which is this function without the gate");
        }
    }

    /** PyTorch's: reset after, tanh, z keeps. */
    public static Gru defaults() {
        return new Gru(Reset.AFTER, Activation.TANH, Update.KEEP, 0);
    }

    /** This with the reset gate elsewhere. */
    public Gru withReset(Reset changed) {
        return new Gru(changed, activation, update, longest);
    }

    /** This with another φ. */
    public Gru withActivation(Activation changed) {
        return new Gru(reset, changed, update, longest);
    }

    /** This with another meaning of z. */
    public Gru withUpdate(Update changed) {
        return new Gru(reset, activation, changed, longest);
    }

    /** This for dependencies of so many steps. */
    public Gru withLongest(int changed) {
        return new Gru(reset, activation, update, changed);
    }

    private Initializer lasting() {
        Initializer kept = FirstValues.chrono(longest);
        return update == Update.KEEP ? kept : FirstValues.negated(kept, "", "");
    }

    @Override
    public void define(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr r = Exprs.sigmoid(cell.linear("r", x, h));
        Expr z = Exprs.sigmoid(longest == 0 ? cell.linear("z", x, h) : cell.linear("z", x, h, lasting()));
        Expr n = switch (reset) {
            case AFTER -> activation.apply(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
            case BEFORE -> activation.apply(cell.linear("n", x, r.mul(h)));
            case COMPLEMENT -> activation.apply(cell.linear("n", x, r.oneMinus().mul(h)));
            case RESULT -> r.mul(activation.apply(cell.linear("n", x, h)));
            case NONE -> throw new IllegalStateException("refused when made");
        };
        cell.next(
                "h",
                switch (update) {
                    case KEEP -> z.oneMinus().mul(n).add(z.mul(h));
                    case TAKE -> z.oneMinus().mul(h).add(z.mul(n));
                });
    }
}
