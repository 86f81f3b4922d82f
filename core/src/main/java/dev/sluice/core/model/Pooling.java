package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.option.Description;

/** How one row of features is made from a whole sequence, {@code [T, B, F] → [B, F]}, over valid steps only. */
public enum Pooling {
    /** The output at the last valid step; of a reverse direction, at the first. For a row of length 0 the initial state. */
    @Description("The last state: of a reverse direction, the one at the first step.")
    LAST {
        @Override
        public Expr apply(RecurrentStack.Result encoded, Expr lengths) {
            return encoded.last();
        }
    },

    /** The mean over valid steps; zeros for a row of length 0. */
    @Description("The mean over valid steps.")
    MEAN {
        @Override
        public Expr apply(RecurrentStack.Result encoded, Expr lengths) {
            // Outputs past the length are zeros already, so the plain sum is the sum over valid steps.
            Expr sum = Expr.of(new Reduce(Reduce.Kind.SUM, -3, false), encoded.sequence());
            return sum.div(Exprs.max(column(lengths), Exprs.constant(1)));
        }
    },

    /** The largest over valid steps, feature by feature; zeros for a row of length 0. */
    @Description("The largest value of each feature over valid steps.")
    MAX {
        @Override
        public Expr apply(RecurrentStack.Result encoded, Expr lengths) {
            Expr lowest = Exprs.constant(-Float.MAX_VALUE);
            Expr candidates = Exprs.select(Exprs.validSteps(lengths), encoded.sequence(), lowest);
            Expr largest = Expr.of(new Reduce(Reduce.Kind.MAX, -3, false), candidates);
            return Exprs.select(column(lengths), largest, Exprs.constant(0));
        }
    };

    /**
     * Builds the pooling.
     *
     * @param lengths {@code [B]}
     */
    public abstract Expr apply(RecurrentStack.Result encoded, Expr lengths);

    private static Expr column(Expr lengths) {
        return lengths.reshape(Dims.of(Dim.BATCH, 1));
    }
}
