package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparisons to 0 or 1, and the choice they steer. */
final class VectorComparisons {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;

    private VectorComparisons() {}

    static void greater(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
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

    static void greaterOrEqual(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
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

    static void equal(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
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

    static void select(
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
