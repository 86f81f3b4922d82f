package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;

/** How gradients that are too large are cut. */
public sealed interface Clipping {
    /**
     * The gradient to use.
     *
     * @param gradient of one parameter. Not modified: several parameters may share one tensor.
     * @param norm of all gradients together ({@link GradientNorm})
     * @param scratch shaped like the gradient. Modified, and returned, if something is cut.
     * @return {@code gradient} itself or {@code scratch}
     */
    Tensor clip(Tensor gradient, double norm, Tensor scratch);

    /** Gradients stay as they are. */
    record None() implements Clipping {
        @Override
        public Tensor clip(Tensor gradient, double norm, Tensor scratch) {
            return gradient;
        }
    }

    /**
     * Each element is brought into {@code [-limit, limit]}.
     *
     * @param limit over 0
     */
    record ByValue(double limit) implements Clipping {
        /** Checks the limit. */
        public ByValue {
            check("value", limit);
        }

        @Override
        public Tensor clip(Tensor gradient, double norm, Tensor scratch) {
            float bound = (float) limit;
            float[] from = gradient.array();
            float[] to = scratch.array();
            for (int i = 0; i < from.length; i++) {
                to[i] = Math.max(-bound, Math.min(bound, from[i]));
            }
            return scratch;
        }
    }

    /**
     * All gradients are multiplied by {@code limit / norm} where their common norm is larger than the limit, so that the
     * direction stays (Pascanu et al., 2013).
     *
     * @param limit over 0
     */
    record ByNorm(double limit) implements Clipping {
        /** Keeps the division finite; the same number as PyTorch's, so that trajectories agree. */
        private static final double EPSILON = 1e-6;

        /** Checks the limit. */
        public ByNorm {
            check("norm", limit);
        }

        @Override
        public Tensor clip(Tensor gradient, double norm, Tensor scratch) {
            float factor = (float) (limit / (norm + EPSILON));
            if (factor >= 1) {
                return gradient;
            }
            float[] from = gradient.array();
            float[] to = scratch.array();
            for (int i = 0; i < from.length; i++) {
                to[i] = from[i] * factor;
            }
            return scratch;
        }
    }

    private static void check(String what, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("clipping by " + what + " needs a limit over 0, but was given " + limit);
        }
    }
}
