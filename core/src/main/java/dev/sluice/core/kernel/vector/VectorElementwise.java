package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.ElementwiseKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic and comparisons over vectors, and the elements left over one by one. */
final class VectorElementwise implements ElementwiseKernels {
    static final VectorElementwise INSTANCE = new VectorElementwise();

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;

    @Override
    public void add(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .add(FloatVector.fromArray(S, b, bOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] + b[bOff + i];
        }
    }

    @Override
    public void sub(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .sub(FloatVector.fromArray(S, b, bOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] - b[bOff + i];
        }
    }

    @Override
    public void mul(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .mul(FloatVector.fromArray(S, b, bOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    public void div(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .div(FloatVector.fromArray(S, b, bOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] / b[bOff + i];
        }
    }

    @Override
    public void min(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .min(FloatVector.fromArray(S, b, bOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.min(a[aOff + i], b[bOff + i]);
        }
    }

    @Override
    public void max(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .max(FloatVector.fromArray(S, b, bOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.max(a[aOff + i], b[bOff + i]);
        }
    }

    @Override
    public void multiplyAdd(
            float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .fma(FloatVector.fromArray(S, b, bOff + i), FloatVector.fromArray(S, c, cOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.fma(a[aOff + i], b[bOff + i], c[cOff + i]);
        }
    }

    @Override
    public void addScalar(float[] a, int aOff, float s, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).add(s).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] + s;
        }
    }

    @Override
    public void mulScalar(float[] a, int aOff, float s, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).mul(s).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] * s;
        }
    }

    @Override
    public void multiplyAddScalar(float[] a, int aOff, float s, float[] c, int cOff, float[] out, int outOff, int n) {
        FloatVector scale = FloatVector.broadcast(S, s);
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i)
                    .fma(scale, FloatVector.fromArray(S, c, cOff + i))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = Math.fma(a[aOff + i], s, c[cOff + i]);
        }
    }

    @Override
    public void greater(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        FloatVector zero = FloatVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector left = FloatVector.fromArray(S, a, aOff + i);
            FloatVector right = FloatVector.fromArray(S, b, bOff + i);
            zero.blend(1f, left.compare(VectorOperators.GT, right)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] > b[bOff + i] ? 1f : 0f;
        }
    }

    @Override
    public void greaterOrEqual(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        FloatVector zero = FloatVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector left = FloatVector.fromArray(S, a, aOff + i);
            FloatVector right = FloatVector.fromArray(S, b, bOff + i);
            zero.blend(1f, left.compare(VectorOperators.GE, right)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] >= b[bOff + i] ? 1f : 0f;
        }
    }

    @Override
    public void equal(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        FloatVector zero = FloatVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector left = FloatVector.fromArray(S, a, aOff + i);
            FloatVector right = FloatVector.fromArray(S, b, bOff + i);
            zero.blend(1f, left.compare(VectorOperators.EQ, right)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = a[aOff + i] == b[bOff + i] ? 1f : 0f;
        }
    }

    @Override
    public void select(
            float[] condition,
            int conditionOff,
            float[] a,
            int aOff,
            float[] b,
            int bOff,
            float[] out,
            int outOff,
            int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector chosen = FloatVector.fromArray(S, condition, conditionOff + i);
            FloatVector right = FloatVector.fromArray(S, b, bOff + i);
            right.blend(FloatVector.fromArray(S, a, aOff + i), chosen.compare(VectorOperators.NE, 0f))
                    .intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = condition[conditionOff + i] != 0f ? a[aOff + i] : b[bOff + i];
        }
    }
}
