package dev.sluice.core.kernel;

import java.util.Arrays;

/**
 * Arithmetic and comparisons over {@code n} neighboring floats. Each method computes {@code out[outOff + i]} from
 * {@code a[aOff + i]}, {@code b[bOff + i]}, … for {@code 0 <= i < n}. Inputs are not modified, {@code out} is; it may be
 * an input at the same offset.
 *
 * <p>Truth is {@code 1}, falsehood is {@code 0}; every comparison with NaN is false.
 */
public interface ElementwiseKernels {

    /** {@code a + b}. */
    void add(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@code a - b}. */
    void sub(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@code a · b}. */
    void mul(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@code a / b}. */
    void div(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@link Math#min(float, float)}: NaN if either is NaN, and {@code -0 < +0}. */
    void min(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@link Math#max(float, float)}: NaN if either is NaN, and {@code -0 < +0}. */
    void max(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /**
     * {@code a} to the power {@code b}: {@code a · a} where {@code b} is 2, otherwise {@link StrictMath#pow} rounded to
     * float. One element at a time in every implementation, so slow except for squares.
     */
    default void pow(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.pow(a[aOff + i], b[bOff + i]);
        }
    }

    /** {@code a > b}. */
    void greater(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@code a >= b}. */
    void greaterOrEqual(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@code a < b}. */
    default void less(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        greater(b, bOff, a, aOff, out, outOff, n);
    }

    /** {@code a <= b}. */
    default void lessOrEqual(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        greaterOrEqual(b, bOff, a, aOff, out, outOff, n);
    }

    /** {@code a == b}; both zeros are equal. */
    void equal(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n);

    /** {@code condition != 0 ? a : b}; a NaN condition selects {@code a}. */
    void select(
            float[] condition,
            int conditionOff,
            float[] a,
            int aOff,
            float[] b,
            int bOff,
            float[] out,
            int outOff,
            int n);

    /** {@code fma(a, b, c)}: {@code a · b + c} rounded once. */
    void multiplyAdd(float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, float[] out, int outOff, int n);

    /** {@code a + s} for one number {@code s}. */
    void addScalar(float[] a, int aOff, float s, float[] out, int outOff, int n);

    /** {@code a · s} for one number {@code s}. */
    void mulScalar(float[] a, int aOff, float s, float[] out, int outOff, int n);

    /** {@code fma(a, s, c)} for one number {@code s}: {@code a · s + c} rounded once. */
    void multiplyAddScalar(float[] a, int aOff, float s, float[] c, int cOff, float[] out, int outOff, int n);

    /** Writes {@code value} to each place. */
    default void fill(float value, float[] out, int outOff, int n) {
        Arrays.fill(out, outOff, outOff + n, value);
    }

    /** Copies; overlapping ranges of one array are copied as if through a third place. */
    default void copy(float[] a, int aOff, float[] out, int outOff, int n) {
        System.arraycopy(a, aOff, out, outOff, n);
    }
}
