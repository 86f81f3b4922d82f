package dev.sluice.core.kernel.vector;

import static dev.sluice.core.kernel.ScalarFunctions.INVERSE_SLOPE;
import static dev.sluice.core.kernel.ScalarFunctions.INVERSE_START;
import static dev.sluice.core.kernel.ScalarFunctions.T0;
import static dev.sluice.core.kernel.ScalarFunctions.T1;
import static dev.sluice.core.kernel.ScalarFunctions.T2;
import static dev.sluice.core.kernel.ScalarFunctions.T3;
import static dev.sluice.core.kernel.ScalarFunctions.T4;
import static dev.sluice.core.kernel.ScalarFunctions.TANH_MAX;
import static dev.sluice.core.kernel.ScalarFunctions.TANH_SPLIT;

import dev.sluice.core.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions around an exponential, tile by tile: a loop that makes its argument, the loop of {@link Exponential}, a loop
 * that makes the result from input and exponential. Lane by lane the operations of {@link ScalarFunctions}, which also
 * does what is left over after the last whole vector.
 */
final class Activations {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;

    private Activations() {}

    static void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        int whole = n - n % W;
        float[] e = Tiles.mine().first;
        for (int i = 0; i < whole; i += Tiles.LENGTH) {
            int length = Math.min(Tiles.LENGTH, whole - i);
            exponentialOfMinusAbs(a, aOff + i, e, length);
            sigmoidOf(a, aOff + i, e, out, outOff + i, length);
        }
        for (int i = whole; i < n; i++) {
            out[outOff + i] = ScalarFunctions.sigmoid(a[aOff + i]);
        }
    }

    private static void exponentialOfMinusAbs(float[] a, int aOff, float[] e, int length) {
        for (int i = 0; i < length; i += W) {
            FloatVector.fromArray(S, a, aOff + i).abs().neg().intoArray(e, i);
        }
        Exponential.exp(e, 0, e, 0, length);
    }

    private static void sigmoidOf(float[] a, int aOff, float[] exponentials, float[] out, int outOff, int length) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector start = FloatVector.broadcast(S, INVERSE_START);
        FloatVector slope = FloatVector.broadcast(S, INVERSE_SLOPE);
        for (int i = 0; i < length; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector e = FloatVector.fromArray(S, exponentials, i);
            FloatVector u = e.add(1f);
            FloatVector lost = e.sub(u.sub(1f));
            FloatVector numerator = one.blend(e, x.compare(VectorOperators.LT, 0f));
            FloatVector q = numerator.div(u);
            FloatVector minus = q.neg();
            FloatVector remainder = minus.fma(lost, minus.fma(u, numerator));
            FloatVector inverse = u.fma(slope, start);
            remainder.fma(inverse, q).intoArray(out, outOff + i);
        }
    }

    static void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        int whole = n - n % W;
        float[] e = Tiles.mine().first;
        for (int i = 0; i < whole; i += Tiles.LENGTH) {
            int length = Math.min(Tiles.LENGTH, whole - i);
            exponentialOfTwiceAbs(a, aOff + i, e, length);
            tanhOf(a, aOff + i, e, out, outOff + i, length);
        }
        for (int i = whole; i < n; i++) {
            out[outOff + i] = ScalarFunctions.tanh(a[aOff + i]);
        }
    }

    private static void exponentialOfTwiceAbs(float[] a, int aOff, float[] e, int length) {
        for (int i = 0; i < length; i += W) {
            FloatVector y = FloatVector.fromArray(S, a, aOff + i).abs();
            y = y.blend(TANH_MAX, y.compare(VectorOperators.GT, TANH_MAX));
            y.add(y).intoArray(e, i);
        }
        Exponential.exp(e, 0, e, 0, length);
    }

    private static void tanhOf(float[] a, int aOff, float[] exponentials, float[] out, int outOff, int length) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector two = FloatVector.broadcast(S, 2f);
        for (int i = 0; i < length; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.abs();
            FloatVector s = y.mul(y);
            FloatVector p = FloatVector.broadcast(S, T4).fma(s, FloatVector.broadcast(S, T3));
            p = p.fma(s, FloatVector.broadcast(S, T2));
            p = p.fma(s, FloatVector.broadcast(S, T1));
            p = p.fma(s, FloatVector.broadcast(S, T0));
            FloatVector small = y.mul(s).fma(p, y);
            FloatVector large =
                    one.sub(two.div(FloatVector.fromArray(S, exponentials, i).add(one)));
            FloatVector t = large.blend(small, y.compare(VectorOperators.LT, TANH_SPLIT));
            t.reinterpretAsInts()
                    .or(x.reinterpretAsInts().and(Lanes.SIGN))
                    .reinterpretAsFloats()
                    .intoArray(out, outOff + i);
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
