package dev.sluice.core.kernel.vector;

import static dev.sluice.core.kernel.ScalarFunctions.E0;
import static dev.sluice.core.kernel.ScalarFunctions.E1;
import static dev.sluice.core.kernel.ScalarFunctions.E2;
import static dev.sluice.core.kernel.ScalarFunctions.E3;
import static dev.sluice.core.kernel.ScalarFunctions.E4;
import static dev.sluice.core.kernel.ScalarFunctions.EXP_MAX;
import static dev.sluice.core.kernel.ScalarFunctions.EXP_MIN;
import static dev.sluice.core.kernel.ScalarFunctions.LN2_HIGH;
import static dev.sluice.core.kernel.ScalarFunctions.LN2_LOW;
import static dev.sluice.core.kernel.ScalarFunctions.LOG2_E;
import static dev.sluice.core.kernel.ScalarFunctions.ROUNDER;

import dev.sluice.core.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one loop of e^x: {@link ScalarFunctions#exp} lane by lane, the same operations in the same order. Everything that
 * needs an exponential runs this loop over a tile, instead of calling a function on vectors that the compiler may decline
 * to inline.
 */
final class Exponential {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int BIAS = 127;
    static final int MANTISSA = 23;

    private Exponential() {}

    /** {@code out = exp(a)}. */
    static void exp(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.blend(EXP_MIN, x.compare(VectorOperators.LT, EXP_MIN));
            y = y.blend(EXP_MAX, y.compare(VectorOperators.GT, EXP_MAX));
            FloatVector shifted = y.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(S, -LN2_HIGH), y);
            r = whole.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(S, E4).fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, E1));
            p = p.fma(r, FloatVector.broadcast(S, E0));
            FloatVector e = r.mul(r).fma(p, r).add(1f);
            IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = power.sub(half);
            e = e.mul(half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats());
            e = e.mul(rest.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats());
            e.intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.exp(a[aOff + i]);
        }
    }

    /** {@code out = exp(a - shift)}, the loop of {@link #exp} with the difference made exact: {@link ScalarFunctions#expOfDifference}. */
    @SuppressWarnings("ReferenceEquality")
    static void expOfDifference(float[] a, int aOff, float shift, float[] out, int outOff, int n) {
        // What is left over is a vector, too, which overlaps the one before it. In place it must not read what that one
        // wrote.
        boolean overlap = n > W && n % W > 0;
        boolean saved = overlap && a == out;
        float[] last = saved ? Tiles.mine().last(a, aOff + n - W) : a;
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.sub(shift);
            FloatVector back = y.sub(x);
            FloatVector lost = x.sub(y.sub(back)).sub(back.add(shift));
            lost = FloatVector.zero(S).blend(lost, lost.abs().compare(VectorOperators.LT, 1f));
            y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
            y = y.blend(EXP_MAX, y.compare(VectorOperators.GT, EXP_MAX));
            FloatVector shifted = y.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(S, -LN2_HIGH), y);
            r = whole.fma(FloatVector.broadcast(S, -LN2_LOW), r).add(lost);
            FloatVector p = FloatVector.broadcast(S, E4).fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, E1));
            p = p.fma(r, FloatVector.broadcast(S, E0));
            FloatVector e = r.mul(r).fma(p, r).add(1f);
            IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = power.sub(half);
            e = e.mul(half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats());
            e = e.mul(rest.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats());
            e.intoArray(out, outOff + i);
        }
        if (overlap) {
            expOfDifference(last, saved ? 0 : aOff + n - W, shift, out, outOff + n - W, W);
            return;
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.expOfDifference(a[aOff + i], shift);
        }
    }
}
