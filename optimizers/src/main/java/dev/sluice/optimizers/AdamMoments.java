package dev.sluice.optimizers;

import dev.sluice.core.kernel.ElementwiseKernels;
import dev.sluice.core.kernel.FunctionKernels;
import dev.sluice.core.kernel.choice.KernelChoice;
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
final class AdamMoments {
    private static final ElementwiseKernels ARITHMETIC = KernelChoice.best().elementwise();
    private static final FunctionKernels FUNCTIONS = KernelChoice.best().functions();
    private static final int CHUNK = 1024;

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final boolean amsgrad;
    private final float[] d = new float[CHUNK];
    private final float[] t = new float[CHUNK];

    AdamMoments(double beta1, double beta2, double epsilon, boolean amsgrad) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.amsgrad = amsgrad;
    }

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
        // Operation by operation over chunks in the cache: HotSpot does not vectorize a loop over arrays that it cannot
        // tell apart.
        ElementwiseKernels k = ARITHMETIC;
        for (int at = 0; at < w.length; at += CHUNK) {
            int n = Math.min(CHUNK, w.length - at);
            float[] slope = g;
            int first = at;
            if (kept != 1) {
                k.mulScalar(w, at, kept, w, at, n);
            }
            if (l2 != 0) {
                k.mulScalar(w, at, l2, d, 0, n);
                k.add(g, at, d, 0, d, 0, n);
                slope = d;
                first = 0;
            }
            k.mulScalar(m, at, keepM, m, at, n);
            k.mulScalar(slope, first, takeM, t, 0, n);
            k.add(m, at, t, 0, m, at, n);
            k.mulScalar(v, at, keepV, v, at, n);
            k.mulScalar(slope, first, takeV, t, 0, n);
            k.mul(t, 0, slope, first, t, 0, n);
            k.add(v, at, t, 0, v, at, n);
            if (amsgrad) {
                k.max(largest, at, v, at, largest, at, n);
            }
            FUNCTIONS.sqrt(largest, at, t, 0, n);
            k.mulScalar(t, 0, unbiased, t, 0, n);
            k.addScalar(t, 0, eps, t, 0, n);
            k.div(m, at, t, 0, t, 0, n);
            k.mulScalar(t, 0, stepSize, t, 0, n);
            k.sub(w, at, t, 0, w, at, n);
        }
    }
}
