package dev.sluice.optimizers;

import dev.sluice.core.tensor.Tensor;

/**
 * The update that {@link Adam} and {@link AdamW} share:
 *
 * <pre>
 *   w = (1 - ηλ') w          decoupled decay
 *   d = g + λw               L2 penalty
 *   m = β₁m + (1 - β₁) d
 *   v = β₂v + (1 - β₂) d²
 *   v̂ = v, or with AMSGrad the largest v so far
 *   w = w - η / (1 - β₁ᵗ) · m / (√v̂ / √(1 - β₂ᵗ) + ε)
 * </pre>
 */
record AdamMoments(double beta1, double beta2, double epsilon, boolean amsgrad) {
    void update(
            Slots slots,
            String name,
            Tensor parameter,
            Tensor gradient,
            double rate,
            double penalty,
            double decay,
            long step) {
        float[] w = parameter.array();
        float[] g = gradient.array();
        float[] m = slots.of(name, "m", parameter);
        float[] v = slots.of(name, "v", parameter);
        float[] largest = amsgrad ? slots.of(name, "v_max", parameter) : v;
        // StrictMath: the same bits on every processor.
        float stepSize = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
        float unbiased = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
        float keepM = (float) beta1;
        float takeM = (float) (1 - beta1);
        float keepV = (float) beta2;
        float takeV = (float) (1 - beta2);
        float l2 = (float) penalty;
        float kept = (float) (1 - rate * decay);
        float eps = (float) epsilon;
        for (int i = 0; i < w.length; i++) {
            float shrunk = w[i] * kept;
            float d = g[i] + l2 * shrunk;
            float mean = keepM * m[i] + takeM * d;
            float square = keepV * v[i] + takeV * d * d;
            m[i] = mean;
            v[i] = square;
            if (amsgrad) {
                square = Math.max(largest[i], square);
                largest[i] = square;
            }
            w[i] = shrunk - stepSize * (mean / ((float) Math.sqrt(square) * unbiased + eps));
        }
    }
}
