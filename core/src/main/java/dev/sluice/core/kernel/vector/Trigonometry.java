package dev.sluice.core.kernel.vector;

import static dev.sluice.core.kernel.ScalarTrigonometry.C0;
import static dev.sluice.core.kernel.ScalarTrigonometry.C1;
import static dev.sluice.core.kernel.ScalarTrigonometry.C2;
import static dev.sluice.core.kernel.ScalarTrigonometry.HALF_PI_HIGH;
import static dev.sluice.core.kernel.ScalarTrigonometry.HALF_PI_LOW;
import static dev.sluice.core.kernel.ScalarTrigonometry.HALF_PI_MIDDLE;
import static dev.sluice.core.kernel.ScalarTrigonometry.LARGEST;
import static dev.sluice.core.kernel.ScalarTrigonometry.S0;
import static dev.sluice.core.kernel.ScalarTrigonometry.S1;
import static dev.sluice.core.kernel.ScalarTrigonometry.S2;
import static dev.sluice.core.kernel.ScalarTrigonometry.TWO_OVER_PI;

import dev.sluice.core.kernel.ScalarFunctions;
import dev.sluice.core.kernel.ScalarTrigonometry;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sine and cosine: {@link ScalarTrigonometry} lane by lane, the same operations in the same order. A vector with a lane
 * that is too large for them, or is not a number, is computed one float at a time.
 */
final class Trigonometry {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int SECOND_BIT_TO_SIGN = 30;

    private Trigonometry() {}

    static void sin(float[] a, int aOff, float[] out, int outOff, int n) {
        inQuadrants(a, aOff, out, outOff, n, 0, Lanes.SIGN);
    }

    static void cos(float[] a, int aOff, float[] out, int outOff, int n) {
        inQuadrants(a, aOff, out, outOff, n, 1, 0);
    }

    /**
     * Either function.
     *
     * @param ahead quadrants by which it is ahead of the sine
     * @param odd the sign bit if the sign of x counts, else 0
     */
    private static void inQuadrants(float[] a, int aOff, float[] out, int outOff, int n, int ahead, int odd) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.abs();
            if (!y.compare(VectorOperators.LE, LARGEST).allTrue()) {
                oneByOne(a, aOff + i, out, outOff + i, W, ahead);
                continue;
            }
            FloatVector shifted =
                    y.fma(FloatVector.broadcast(S, TWO_OVER_PI), FloatVector.broadcast(S, ScalarFunctions.ROUNDER));
            FloatVector whole = shifted.sub(ScalarFunctions.ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(S, -HALF_PI_HIGH), y);
            r = whole.fma(FloatVector.broadcast(S, -HALF_PI_MIDDLE), r);
            r = whole.fma(FloatVector.broadcast(S, -HALF_PI_LOW), r);
            FloatVector s = r.mul(r);
            FloatVector p = FloatVector.broadcast(S, S2).fma(s, FloatVector.broadcast(S, S1));
            p = p.fma(s, FloatVector.broadcast(S, S0));
            FloatVector sine = r.mul(s).fma(p, r);
            FloatVector q = FloatVector.broadcast(S, C2).fma(s, FloatVector.broadcast(S, C1));
            q = q.fma(s, FloatVector.broadcast(S, C0));
            FloatVector line = FloatVector.broadcast(S, -0.5f).fma(s, FloatVector.broadcast(S, 1f));
            FloatVector cosine = s.mul(s).fma(q, line);
            IntVector quadrant = shifted.reinterpretAsInts().add(ahead);
            FloatVector value = sine.blend(
                    cosine, quadrant.and(1).compare(VectorOperators.NE, 0).cast(S));
            IntVector turned = quadrant.and(2).lanewise(VectorOperators.LSHL, SECOND_BIT_TO_SIGN);
            IntVector sign = x.reinterpretAsInts().and(odd);
            value.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, turned)
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(out, outOff + i);
        }
        oneByOne(a, aOff + i, out, outOff + i, n - i, ahead);
    }

    private static void oneByOne(float[] a, int aOff, float[] out, int outOff, int n, int ahead) {
        for (int i = 0; i < n; i++) {
            float x = a[aOff + i];
            out[outOff + i] = ahead == 0 ? ScalarTrigonometry.sin(x) : ScalarTrigonometry.cos(x);
        }
    }
}
