package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops over the functions of one variable; what does not fill a vector is left to the scalar twin. */
final class VectorFunctions {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;

    private VectorFunctions() {}

    static void neg(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).neg().intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = -a[aOff + i];
        }
    }

    static void abs(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).abs().intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.abs(a[aOff + i]);
        }
    }

    static void sqrt(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).sqrt().intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = (float) Math.sqrt(a[aOff + i]);
        }
    }

    static void reciprocal(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.broadcast(S, 1f)
                    .div(FloatVector.fromArray(S, a, aOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = 1f / a[aOff + i];
        }
    }

    static void relu(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).max(0f).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.max(a[aOff + i], 0f);
        }
    }

    static void sign(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            Polynomials.sign(FloatVector.fromArray(S, a, aOff + i)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.signum(a[aOff + i]);
        }
    }

    static void exp(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            Polynomials.exp(FloatVector.fromArray(S, a, aOff + i)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.exp(a[aOff + i]);
        }
    }

    static void log(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            Polynomials.log(FloatVector.fromArray(S, a, aOff + i)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.log(a[aOff + i]);
        }
    }

    static void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            Polynomials.sigmoid(FloatVector.fromArray(S, a, aOff + i)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.sigmoid(a[aOff + i]);
        }
    }

    static void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            Polynomials.tanh(FloatVector.fromArray(S, a, aOff + i)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.tanh(a[aOff + i]);
        }
    }

    static void softplus(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            Polynomials.softplus(FloatVector.fromArray(S, a, aOff + i)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.softplus(a[aOff + i]);
        }
    }
}
