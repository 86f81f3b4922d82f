package dev.sluice.core.train;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import org.apiguardian.api.API;

/**
 * A limit for gradients that are too large. By norm, all gradients are multiplied by {@code limit / norm} where their common
 * norm is larger than the limit, so that the direction stays (Pascanu et al., 2013); by value, each element is brought into
 * {@code [-limit, limit]}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Clipping(
        @Description("Maximum norm of all gradients together; larger gradients are scaled down; 0 for no limit")
        @Default("0")
        @Range(min = 0)
        double norm,

        @Description("Maximum absolute value of a single element; larger ones are clipped; 0 for no limit")
        @Default("0")
        @Range(min = 0)
        double value) {
    /** Keeps the division finite; PyTorch's number, so that training gives the same weights. */
    private static final double EPSILON = 1e-6;

    /** Checks that at most one limit is given. */
    public Clipping {
        if (norm > 0 && value > 0) {
            throw new IllegalArgumentException("gradients are clipped by 'norm' or by 'value', but both are given ("
                    + norm + " and " + value + "); set one of them to 0");
        }
    }

    /** No limit. */
    public static Clipping none() {
        return new Clipping(0, 0);
    }

    /** A limit for the common norm of all gradients. */
    public static Clipping byNorm(double limit) {
        return new Clipping(limit, 0);
    }

    /** A limit for each element. */
    public static Clipping byValue(double limit) {
        return new Clipping(0, limit);
    }

    /** Returns whether there is a limit. */
    public boolean active() {
        return norm > 0 || value > 0;
    }

    /**
     * The gradient within the limit.
     *
     * @param gradient of one parameter. Not modified: several parameters may share one tensor.
     * @param common norm of all gradients together ({@link GradientNorm})
     * @param scratch shaped like the gradient. Modified, and returned, if something is cut.
     * @return {@code gradient} itself or {@code scratch}
     */
    public Tensor clip(Tensor gradient, double common, Tensor scratch) {
        if (value > 0) {
            return bounded(gradient, scratch);
        }
        float factor = norm > 0 ? (float) (norm / (common + EPSILON)) : 1;
        return factor < 1 ? scaled(gradient, factor, scratch) : gradient;
    }

    private Tensor bounded(Tensor gradient, Tensor scratch) {
        float bound = (float) value;
        float[] from = gradient.array();
        float[] to = scratch.array();
        for (int i = 0; i < from.length; i++) {
            to[i] = Math.max(-bound, Math.min(bound, from[i]));
        }
        return scratch;
    }

    private static Tensor scaled(Tensor gradient, float factor, Tensor scratch) {
        float[] from = gradient.array();
        float[] to = scratch.array();
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i] * factor;
        }
        return scratch;
    }
}
