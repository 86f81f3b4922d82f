package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.option.Description;

/** The normalization of a layer's outputs for the layer above, {@code [T, B, F] → [T, B, F]}. */
public enum Normalization {
    /** Nothing. */
    @Description("None.")
    NONE {
        @Override
        Expr apply(ParameterScope scope, Expr x, Expr valid, boolean training) {
            return x;
        }
    },

    /**
     * {@code γ (x - mean) / √(variance + ε) + β} over the features of each step (Ba et al., 2016).
     */
    @Description("Layer normalization: over the features of each step (Ba et al., 2016).")
    LAYER {
        @Override
        Expr apply(ParameterScope scope, Expr x, Expr valid, boolean training) {
            Expr centered = x.sub(x.mean(-1));
            return scaled(scope, centered, centered.mul(centered).mean(-1));
        }
    },

    /**
     * {@code γ (x - mean) / √(variance + ε) + β}, each feature over all valid steps of the batch (Ioffe and Szegedy, 2015;
     * over time as in Laurent et al., 2016). Inference uses running statistics, which training updates with PyTorch's momentum of
     * 0.1 and its unbiased variance.
     */
    @Description("Batch normalization: each feature over the valid steps of a batch; running statistics in inference"
            + " (Laurent et al., 2016).")
    BATCH {
        @Override
        Expr apply(ParameterScope scope, Expr x, Expr valid, boolean training) {
            int features = x.shape().fixed(-1);
            Dims row = Dims.of(features);
            Expr runningMean = scope.declareStatistic("running_mean", new Initializers.Zeros(), features);
            Expr runningVariance = scope.declareStatistic("running_var", new Initializers.Constant(1), features);
            if (!training) {
                return scaled(scope, x.sub(runningMean), runningVariance);
            }
            Expr count = Expr.of(new SumTo(Dims.SCALAR), valid);
            // A batch without a single valid step must not divide by zero, and must not change the running statistics.
            Expr some = Exprs.max(count, Exprs.constant(1));
            Expr mean = Expr.of(new SumTo(row), x.mul(valid)).div(some);
            Expr centered = x.sub(mean).mul(valid);
            Expr squares = Expr.of(new SumTo(row), centered.mul(centered));
            Expr unbiased = squares.div(Exprs.max(count.add(-1), Exprs.constant(1)));
            Expr share = Exprs.min(count, Exprs.constant(1)).mul(MOMENTUM);
            scope.follow("running_mean", runningMean.add(share.mul(mean.sub(runningMean))));
            scope.follow("running_var", runningVariance.add(share.mul(unbiased.sub(runningVariance))));
            return scaled(scope, centered, squares.div(some));
        }
    };

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    /**
     * Builds the normalization.
     *
     * @param scope receives {@code weight} (γ) and {@code bias} (β), {@code [F]} each, as PyTorch calls them. Modified.
     * @param valid 1 at valid steps, else 0, {@code [T, B, 1]}
     */
    abstract Expr apply(ParameterScope scope, Expr x, Expr valid, boolean training);

    private static Expr scaled(ParameterScope scope, Expr centered, Expr variance) {
        int features = centered.shape().fixed(-1);
        Expr gain = scope.declare("weight", ParameterSpec.Role.OTHER, new Initializers.Constant(1), features);
        Expr bias = scope.declare("bias", ParameterSpec.Role.BIAS, new Initializers.Zeros(), features);
        return centered.div(Exprs.sqrt(variance.add(EPSILON))).mul(gain).add(bias);
    }
}
