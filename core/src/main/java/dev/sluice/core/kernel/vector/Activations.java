package dev.sluice.core.kernel.vector;

import static dev.sluice.core.kernel.ScalarFunctions.E0;
import static dev.sluice.core.kernel.ScalarFunctions.E1;
import static dev.sluice.core.kernel.ScalarFunctions.E2;
import static dev.sluice.core.kernel.ScalarFunctions.E3;
import static dev.sluice.core.kernel.ScalarFunctions.E4;
import static dev.sluice.core.kernel.ScalarFunctions.EXP_MIN;
import static dev.sluice.core.kernel.ScalarFunctions.LN2_HIGH;
import static dev.sluice.core.kernel.ScalarFunctions.LN2_LOW;
import static dev.sluice.core.kernel.ScalarFunctions.LOG2_E;
import static dev.sluice.core.kernel.ScalarFunctions.ROUNDER;
import static dev.sluice.core.kernel.ScalarFunctions.SCALE;
import static dev.sluice.core.kernel.ScalarFunctions.SCALED_ROUNDER;
import static dev.sluice.core.kernel.ScalarFunctions.TANH_MAX;
import static dev.sluice.core.kernel.ScalarFunctions.V0;
import static dev.sluice.core.kernel.ScalarFunctions.V1;
import static dev.sluice.core.kernel.ScalarFunctions.V2;
import static dev.sluice.core.kernel.ScalarFunctions.W0;
import static dev.sluice.core.kernel.ScalarFunctions.W1;
import static dev.sluice.core.kernel.ScalarFunctions.W2;

import dev.sluice.core.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions around an exponential, lane by lane the operations of {@link ScalarFunctions}, which also does what is left over
 * after the last whole vector. Sigmoid and tanh, on which gated cells spend most of their time between products, are one loop
 * each with an exponential of their own, that needs fewer cases; softplus goes tile by tile through the loops of
 * {@link Exponential} and {@link Logarithm}.
 */
final class Activations {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int ONE = Float.floatToRawIntBits(1f);
    private static final int MANTISSA = Exponential.MANTISSA;

    private Activations() {}

    static void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.reinterpretAsInts().or(Lanes.SIGN).reinterpretAsFloats();
            y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
            FloatVector shifted = y.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, SCALED_ROUNDER));
            FloatVector whole = shifted.sub(SCALED_ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(S, -LN2_HIGH), y);
            r = whole.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(S, E4).fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, E1));
            p = p.fma(r, FloatVector.broadcast(S, E0));
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA);
            FloatVector scale = power.add(ONE).reinterpretAsFloats();
            FloatVector e = r.mul(r).fma(p, r).fma(scale, scale);

            FloatVector unscale = FloatVector.broadcast(S, -1f / SCALE);
            FloatVector minusU = e.fma(unscale, FloatVector.broadcast(S, -1f));
            FloatVector minusLost = e.fma(unscale, FloatVector.broadcast(S, -1f).sub(minusU));
            FloatVector inverse = minusU.fma(FloatVector.broadcast(S, V2), FloatVector.broadcast(S, -V1));
            inverse = minusU.fma(inverse, FloatVector.broadcast(S, V0));
            inverse = inverse.fma(minusU.fma(inverse, FloatVector.broadcast(S, 1f)), inverse);
            FloatVector numerator = FloatVector.broadcast(S, SCALE).blend(e, x.compare(VectorOperators.LT, 0f));
            FloatVector q = numerator.mul(inverse);
            FloatVector remainder = q.fma(minusLost, q.fma(minusU, numerator));
            remainder.fma(inverse, q).mul(1f / SCALE).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.sigmoid(a[aOff + i]);
        }
    }

    private static void exponentialOfMinusAbs(float[] a, int aOff, float[] e, int length) {
        for (int i = 0; i < length; i += W) {
            FloatVector.fromArray(S, a, aOff + i).abs().neg().intoArray(e, i);
        }
        Exponential.exp(e, 0, e, 0, length);
    }

    static void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.abs();
            y = y.blend(TANH_MAX, y.compare(VectorOperators.GT, TANH_MAX));
            FloatVector shifted = y.fma(FloatVector.broadcast(S, 2f * LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector h = whole.fma(FloatVector.broadcast(S, -LN2_HIGH / 2f), y);
            h = whole.fma(FloatVector.broadcast(S, -LN2_LOW / 2f), h);
            FloatVector p = FloatVector.broadcast(S, 64f * E4).fma(h, FloatVector.broadcast(S, 32f * E3));
            p = p.fma(h, FloatVector.broadcast(S, 16f * E2));
            p = p.fma(h, FloatVector.broadcast(S, 8f * E1));
            p = p.fma(h, FloatVector.broadcast(S, 4f * E0));
            FloatVector q = h.mul(h).fma(p, h.add(h));
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA);
            FloatVector s = IntVector.broadcast(Lanes.INTS, ONE).sub(power).reinterpretAsFloats();

            FloatVector numerator = s.sub(1f).sub(q);
            FloatVector minusU = s.fma(FloatVector.broadcast(S, -2f), numerator);
            FloatVector lost = numerator.sub(s.fma(FloatVector.broadcast(S, 2f), minusU));
            FloatVector inverse = minusU.fma(FloatVector.broadcast(S, W2), FloatVector.broadcast(S, -W1));
            inverse = minusU.fma(inverse, FloatVector.broadcast(S, W0));
            FloatVector error = minusU.fma(inverse, FloatVector.broadcast(S, 1f));
            inverse = inverse.fma(error.fma(error, error), inverse);
            FloatVector minusT = numerator.mul(inverse);
            FloatVector remainder = minusT.fma(lost, minusT.fma(minusU, numerator));
            FloatVector t = remainder.fma(inverse, minusT).abs();
            t.reinterpretAsInts()
                    .or(x.reinterpretAsInts().and(Lanes.SIGN))
                    .reinterpretAsFloats()
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.tanh(a[aOff + i]);
        }
    }

    static void softplus(float[] a, int aOff, float[] out, int outOff, int n) {
        int whole = n - n % W;
        Tiles tiles = Tiles.mine();
        for (int i = 0; i < whole; i += Tiles.LENGTH) {
            int length = Math.min(Tiles.LENGTH, whole - i);
            exponentialOfMinusAbs(a, aOff + i, tiles.first, length);
            VectorElementwise.INSTANCE.addScalar(tiles.first, 0, 1f, tiles.second, 0, length);
            Logarithm.log(tiles.second, 0, tiles.second, 0, length);
            softplusOf(a, aOff + i, tiles.first, tiles.second, out, outOff + i, length);
        }
        for (int i = whole; i < n; i++) {
            out[outOff + i] = ScalarFunctions.softplus(a[aOff + i]);
        }
    }

    private static void softplusOf(
            float[] a, int aOff, float[] exponentials, float[] logs, float[] out, int outOff, int length) {
        for (int i = 0; i < length; i += W) {
            FloatVector e = FloatVector.fromArray(S, exponentials, i);
            FloatVector u = e.add(1f);
            FloatVector lost = e.sub(u.sub(1f));
            FloatVector y = FloatVector.fromArray(S, logs, i).add(lost.div(u));
            FloatVector.fromArray(S, a, aOff + i).max(0f).add(y).intoArray(out, outOff + i);
        }
    }
}
