package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.FunctionKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions of one variable: those that are a few instructions here, the others each in a class of its own. */
final class VectorFunctions implements FunctionKernels {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final float WHOLE = 0x1p23f;

    @Override
    public void neg(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).neg().intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = -a[aOff + i];
        }
    }

    @Override
    public void abs(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).abs().intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.abs(a[aOff + i]);
        }
    }

    @Override
    public void sqrt(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).sqrt().intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = (float) Math.sqrt(a[aOff + i]);
        }
    }

    @Override
    public void reciprocal(float[] a, int aOff, float[] out, int outOff, int n) {
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

    @Override
    public void relu(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).max(0f).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.max(a[aOff + i], 0f);
        }
    }

    /**
     * Below 2^23, adding 2^23 leaves no fraction bits: the nearest whole number, minus one where that is above x. From there
     * on every float is whole. The sign of x stands in each result, zeros included.
     */
    @Override
    public void floor(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector y = x.abs();
            IntVector sign = x.reinterpretAsInts().and(Lanes.SIGN);
            FloatVector nearest =
                    y.add(WHOLE).sub(WHOLE).reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector below = nearest.sub(1f, nearest.compare(VectorOperators.GT, x));
            below = below.reinterpretAsInts().or(sign).reinterpretAsFloats();
            x.blend(below, y.compare(VectorOperators.LT, WHOLE)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = (float) Math.floor(a[aOff + i]);
        }
    }

    /** Math.signum: one with the sign of x, except that zeros and NaN stay. */
    @Override
    public void sign(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            FloatVector one = x.reinterpretAsInts()
                    .and(Lanes.SIGN)
                    .or(Float.floatToRawIntBits(1f))
                    .reinterpretAsFloats();
            x.blend(one, x.abs().compare(VectorOperators.GT, 0f)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.signum(a[aOff + i]);
        }
    }

    @Override
    public void exp(float[] a, int aOff, float[] out, int outOff, int n) {
        Exponential.exp(a, aOff, out, outOff, n);
    }

    @Override
    public void log(float[] a, int aOff, float[] out, int outOff, int n) {
        Logarithm.log(a, aOff, out, outOff, n);
    }

    @Override
    public void sin(float[] a, int aOff, float[] out, int outOff, int n) {
        Trigonometry.sin(a, aOff, out, outOff, n);
    }

    @Override
    public void cos(float[] a, int aOff, float[] out, int outOff, int n) {
        Trigonometry.cos(a, aOff, out, outOff, n);
    }

    @Override
    public void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        Activations.sigmoid(a, aOff, out, outOff, n);
    }

    @Override
    public void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        Activations.tanh(a, aOff, out, outOff, n);
    }

    @Override
    public void softplus(float[] a, int aOff, float[] out, int outOff, int n) {
        Activations.softplus(a, aOff, out, outOff, n);
    }
}
