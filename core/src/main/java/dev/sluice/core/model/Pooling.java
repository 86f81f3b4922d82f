package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.option.Description;

/** The reduction of a sequence to one row of features, {@code [T, B, F] → [B, F]}, over valid steps only. */
public enum Pooling {
    /** The output at the last valid step; of a reverse direction, at the first. For a row of length 0 the initial state. */
    @Description("The final state; in a reverse direction, the one at the first step.")
    LAST {
        @Override
        public Expr apply(ParameterScope scope, RecurrentStack.Result encoded, Expr lengths) {
            return encoded.last();
        }
    },

    /** The mean over valid steps; zeros for a row of length 0. */
    @Description("The mean over valid steps.")
    MEAN {
        @Override
        public Expr apply(ParameterScope scope, RecurrentStack.Result encoded, Expr lengths) {
            // Outputs past the length are zeros already, so the plain sum is the sum over valid steps.
            return overTime(Reduce.Kind.SUM, encoded.sequence()).div(Exprs.max(column(lengths), Exprs.constant(1)));
        }
    },

    /** The largest over valid steps, feature by feature; zeros for a row of length 0. */
    @Description("The maximum of each feature over valid steps.")
    MAX {
        @Override
        public Expr apply(ParameterScope scope, RecurrentStack.Result encoded, Expr lengths) {
            Expr candidates = Exprs.select(Exprs.validSteps(lengths), encoded.sequence(), LOWEST);
            return Exprs.select(column(lengths), overTime(Reduce.Kind.MAX, candidates), Exprs.constant(0));
        }
    },

    /**
     * A mean over valid steps whose weights are learned: {@code softmax_t (vᵀ tanh(W y_t + b))}, the additive attention of
     * Bahdanau et al. (2015) with a learned query (Yang et al., 2016). Zeros for a row of length 0.
     */
    @Description("A mean weighted by additive attention: softmax over time of v tanh(W y + b) (Yang et al., 2016).")
    ATTENTION {
        @Override
        public Expr apply(ParameterScope scope, RecurrentStack.Result encoded, Expr lengths) {
            int features = encoded.sequence().shape().fixed(-1);
            Expr keys = Exprs.tanh(new Dense(features).build(scope, encoded.sequence()));
            return attended(encoded.sequence(), scores(scope, keys), lengths);
        }
    },

    /** The same with the scores {@code qᵀ y_t / √F} (Luong et al., 2015, scaled as by Vaswani et al., 2017). */
    @Description("A mean weighted by dot-product attention with a learned query q: softmax over time of q y / sqrt(F).")
    DOT_ATTENTION {
        @Override
        public Expr apply(ParameterScope scope, RecurrentStack.Result encoded, Expr lengths) {
            double scale = 1 / Math.sqrt(encoded.sequence().shape().fixed(-1));
            return attended(
                    encoded.sequence(), scores(scope, encoded.sequence()).mul(scale), lengths);
        }
    };

    private static final Expr LOWEST = Exprs.constant(-Float.MAX_VALUE);

    /**
     * Builds the pooling.
     *
     * @param scope receives the parameters of an attention. Modified.
     * @param lengths {@code [B]}
     */
    public abstract Expr apply(ParameterScope scope, RecurrentStack.Result encoded, Expr lengths);

    private static Expr column(Expr lengths) {
        return lengths.reshape(Dims.of(Dim.BATCH, 1));
    }

    private static Expr overTime(Reduce.Kind kind, Expr sequence) {
        return Expr.of(new Reduce(kind, -3, false), sequence);
    }

    /** {@code [T, B, F] → [T, B, 1]} by a learned query {@code [1, F]}. */
    private static Expr scores(ParameterScope scope, Expr keys) {
        Expr query = scope.declare(
                "query", ParameterSpec.Role.INPUT_WEIGHT, 1, keys.shape().fixed(-1));
        return keys.matmulTransposed(query);
    }

    /** The mean of the sequence by the softmax of the scores over each row's valid steps. */
    private static Expr attended(Expr sequence, Expr scores, Expr lengths) {
        Expr valid = Exprs.validSteps(lengths);
        Expr largest = overTime(Reduce.Kind.MAX, Exprs.select(valid, scores, LOWEST));
        // The largest score has the weight 1, so the sum is at least 1 where there is a valid step at all.
        Expr distance = Exprs.select(valid, scores.sub(largest), Exprs.constant(0));
        Expr weights = Exprs.exp(distance).mul(valid);
        Expr sum = Exprs.max(overTime(Reduce.Kind.SUM, weights), Exprs.constant(1));
        return overTime(Reduce.Kind.SUM, sequence.mul(weights)).div(sum);
    }
}
