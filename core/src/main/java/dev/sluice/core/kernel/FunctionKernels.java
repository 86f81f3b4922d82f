package dev.sluice.core.kernel;

/**
 * Functions of one variable over {@code n} neighboring floats: {@code out[outOff + i] = f(a[aOff + i])}. {@code a} is
 * not modified, {@code out} is; it may be {@code a} at the same offset.
 *
 * <p>The transcendental ones are Sluice's own polynomials ({@link ScalarFunctions}, {@link ScalarTrigonometry}), because those of the platform
 * differ between vector widths. They are within 2 units in the last place of the true value over the whole float
 * range, denormal results included, and give NaN for NaN.
 */
public interface FunctionKernels {

    /** {@code -a}. */
    void neg(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@code |a|}. */
    void abs(float[] a, int aOff, float[] out, int outOff, int n);

    /** Square root, correctly rounded; NaN below zero. */
    void sqrt(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@code 1 / a}. */
    void reciprocal(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@link Math#signum(float)}: -1, 0 or 1, with zeros and NaN passed through. */
    void sign(float[] a, int aOff, float[] out, int outOff, int n);

    /** The largest whole number that is not above {@code a}; zeros, infinities and NaN are passed through. */
    void floor(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@code max(a, 0)} by {@link Math#max(float, float)}, so NaN stays NaN. */
    void relu(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@code e^a}; infinite above about 88.72, zero below about -103.97. */
    void exp(float[] a, int aOff, float[] out, int outOff, int n);

    /** Natural logarithm; {@code -∞} at both zeros, NaN below. */
    void log(float[] a, int aOff, float[] out, int outOff, int n);

    /** Sine; odd, {@code -0} gives {@code -0}, NaN for infinities. */
    void sin(float[] a, int aOff, float[] out, int outOff, int n);

    /** Cosine; NaN for infinities. */
    void cos(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@code 1 / (1 + e^-a)}, without losing small results to overflow. */
    void sigmoid(float[] a, int aOff, float[] out, int outOff, int n);

    /** Hyperbolic tangent; odd, {@code -0} gives {@code -0}. */
    void tanh(float[] a, int aOff, float[] out, int outOff, int n);

    /** {@code log(1 + e^a)}, without overflow for large {@code a} or cancellation for small. */
    void softplus(float[] a, int aOff, float[] out, int outOff, int n);
}
