package dev.sluice.core.kernel;

/**
 * The transcendental functions of {@link FunctionKernels} for one float: range reduction, a polynomial in fused
 * multiply-adds, reconstruction. The vector kernels perform the very same operations lane by lane, and use these for
 * what is left over at the end of an array.
 *
 * <p>Symbols: {@code n} is a whole power of two, {@code r} the reduced argument, {@code P} a polynomial whose
 * coefficients minimize the largest relative error over the reduced range (Remez exchange, then rounded to float).
 * The approach is that of J.-M. Muller, <i>Elementary Functions</i>, 3rd ed., 2016, chapters 3 and 11.
 */
public final class ScalarFunctions {

    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p+0f;

    /** ln 2 rounded to float, and what is missing. */
    public static final float LN2_HIGH = 0x1.62e43p-1f;

    /** ln 2 minus {@link #LN2_HIGH}. */
    public static final float LN2_LOW = -0x1.05c61p-29f;

    /** Adding 1.5·2^23 leaves no fraction bits: the sum's low bits are the nearest whole number, ties to even. */
    public static final float ROUNDER = 0x1.8p23f;

    /** Above this e^x overflows; just above, so that the overflow itself yields infinity. */
    public static final float EXP_MAX = 89f;

    /** Below this e^x is less than half the smallest denormal. */
    public static final float EXP_MIN = -104f;

    /** e^r = 1 + r + r²·P(r) for |r| &lt;= ln(2)/2. */
    public static final float E0 = 0x1.fffffcp-2f;

    /** Coefficient of r. */
    public static final float E1 = 0x1.55548cp-3f;

    /** Coefficient of r². */
    public static final float E2 = 0x1.55585ap-5f;

    /** Coefficient of r³. */
    public static final float E3 = 0x1.123d5cp-7f;

    /** Coefficient of r⁴. */
    public static final float E4 = 0x1.6ab778p-10f;

    /** From here on tanh rounds to 1. */
    public static final float TANH_MAX = 10f;

    /** 1/u = V0 + u·(V1 + u·V2) within 1 percent for u in [1, 2]: the parabola whose error is a Chebyshev polynomial. */
    public static final float V0 = 0x1.0f83ep+1f;

    /** Coefficient of u. */
    public static final float V1 = -0x1.745d18p+0f;

    /** Coefficient of u². */
    public static final float V2 = 0x1.4afd6ap-2f;

    /** 1/u = W0 + u·(W1 + u·W2) within 5.3 percent for u in [1/√2, 1 + √2], in the same way. */
    public static final float W0 = 0x1.25a3a6p+1f;

    /** Coefficient of u. */
    public static final float W1 = -0x1.96da44p+0f;

    /** Coefficient of u². */
    public static final float W2 = 0x1.5babd4p-2f;

    /** A sigmoid is computed as so many times itself: e^-104 is then a normal number, of which no bit is lost. */
    public static final float SCALE = 0x1p24f;

    /** {@link #ROUNDER} and the exponent of {@link #SCALE}. */
    public static final float SCALED_ROUNDER = ROUNDER + 24f;

    /** Bits of 2/3: an argument of log is 2^n·m with m in [2/3, 4/3). */
    public static final int TWO_THIRDS_BITS = 0x3f2aaaab;

    /** log(1 + f) = f - f²/2 + f³·P(f) for |f| &lt;= 1/3. */
    public static final float L0 = 0x1.555506p-2f;

    /** Coefficient of f. */
    public static final float L1 = -0x1.fffefp-3f;

    /** Coefficient of f². */
    public static final float L2 = 0x1.99d028p-3f;

    /** Coefficient of f³. */
    public static final float L3 = -0x1.559dcap-3f;

    /** Coefficient of f⁴. */
    public static final float L4 = 0x1.1ed71ap-3f;

    /** Coefficient of f⁵. */
    public static final float L5 = -0x1.f31152p-4f;

    /** Coefficient of f⁶. */
    public static final float L6 = 0x1.1e66bp-3f;

    /** Coefficient of f⁷. */
    public static final float L7 = -0x1.08055cp-3f;

    private ScalarFunctions() {}

    /** {@code e^x}: x = n·ln 2 + r. The scale 2^n is applied in two halves, so that a denormal result is rounded once. */
    public static float exp(float x) {
        return exp(x, 0f);
    }

    /**
     * {@code e^(x - shift)} as if the difference were not rounded: what it lost, by T. Dekker and D. Knuth's exact sum, is
     * put back into the reduced argument, where it still counts.
     */
    public static float expOfDifference(float x, float shift) {
        float y = x - shift;
        float back = y - x;
        float lost = (x - (y - back)) - (shift + back);
        // Nothing to put back where an operand is infinite.
        return exp(y, Math.abs(lost) < 1f ? lost : 0f);
    }

    private static float exp(float x, float lost) {
        float y = x < EXP_MIN ? EXP_MIN : x;
        y = y > EXP_MAX ? EXP_MAX : y;
        float shifted = Math.fma(y, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y)) + lost;
        float e = Math.fma(r * r, polynomial(r), r) + 1f;
        int power = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        int half = power >> 1;
        return e * powerOfTwo(half) * powerOfTwo(power - half);
    }

    /** P of e^r = 1 + r + r²·P(r). */
    private static float polynomial(float r) {
        return Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
    }

    private static float powerOfTwo(int power) {
        return Float.intBitsToFloat((power + 127) << 23);
    }

    /** Natural logarithm: x = 2^n·(1 + f), so log x = n·ln 2 + log(1 + f). */
    public static float log(float x) {
        boolean tiny = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x);
        int power = (bits - TWO_THIRDS_BITS) >> 23;
        float f = Float.intBitsToFloat(bits - (power << 23)) - 1f;
        float n = (float) power + (tiny ? -23f : 0f);
        float p = Math.fma(Math.fma(Math.fma(L7, f, L6), f, L5), f, L4);
        p = Math.fma(Math.fma(Math.fma(Math.fma(p, f, L3), f, L2), f, L1), f, L0);
        float tail = Math.fma(f * f, Math.fma(f, p, -0.5f), n * LN2_LOW);
        float y = Math.fma(n, LN2_HIGH, f + tail);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x < 0f ? Float.NaN : y;
        return x == 0f ? Float.NEGATIVE_INFINITY : y;
    }

    /**
     * {@code 1 / (1 + e^-x)} from e = e^-|x|, which cannot overflow: the numerator, 1 or e, times the inverse of the rounded
     * u = 1 + e, corrected once by the remainder, in which the part that u lost counts too. The inverse is a parabola and
     * one step of Newton's, within 1e-4; a division would take as long as all the rest.
     */
    public static float sigmoid(float x) {
        float y = -Math.abs(x);
        y = y < EXP_MIN ? EXP_MIN : y;
        float shifted = Math.fma(y, LOG2_E, SCALED_ROUNDER);
        float n = shifted - SCALED_ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
        float scale = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + Float.floatToRawIntBits(1f));
        float e = Math.fma(Math.fma(r * r, polynomial(r), r), scale, scale);

        float minusU = Math.fma(e, -1f / SCALE, -1f);
        float minusLost = Math.fma(e, -1f / SCALE, -1f - minusU);
        float inverse = Math.fma(minusU, Math.fma(minusU, V2, -V1), V0);
        inverse = Math.fma(inverse, Math.fma(minusU, inverse, 1f), inverse);
        float numerator = x < 0f ? e : SCALE;
        float q = numerator * inverse;
        float remainder = Math.fma(q, minusLost, Math.fma(q, minusU, numerator));
        return Math.fma(remainder, inverse, q) * (1f / SCALE);
    }

    /**
     * Hyperbolic tangent of y = |x|, then the sign of x. With 2y = n·ln 2 + r, q = e^r - 1 and s = 2^-n it is
     * (q + 1 - s) / (q + 1 + s): numerator and denominator of (e^2y - 1) / (e^2y + 1), times s, of which the numerator
     * cancels nowhere and the denominator u stays between 1/√2 and 1 + √2. The quotient comes about as in
     * {@link #sigmoid}, with Halley's step. The polynomial is that of e^r in r/2.
     */
    public static float tanh(float x) {
        float y = Math.abs(x);
        y = y > TANH_MAX ? TANH_MAX : y;
        float shifted = Math.fma(y, 2f * LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float h = Math.fma(n, -LN2_LOW / 2f, Math.fma(n, -LN2_HIGH / 2f, y));
        float p = Math.fma(Math.fma(Math.fma(64f * E4, h, 32f * E3), h, 16f * E2), h, 8f * E1);
        float q = Math.fma(h * h, Math.fma(p, h, 4f * E0), h + h);
        float s = Float.intBitsToFloat(Float.floatToRawIntBits(1f) - (Float.floatToRawIntBits(shifted) << 23));

        float numerator = (s - 1f) - q;
        float minusU = Math.fma(s, -2f, numerator);
        float lost = numerator - Math.fma(s, 2f, minusU);
        float inverse = Math.fma(minusU, Math.fma(minusU, W2, -W1), W0);
        float error = Math.fma(minusU, inverse, 1f);
        inverse = Math.fma(inverse, Math.fma(error, error, error), inverse);
        float minusT = numerator * inverse;
        float remainder = Math.fma(minusT, lost, Math.fma(minusT, minusU, numerator));
        float t = Math.fma(remainder, inverse, minusT);
        return Math.copySign(t, x);
    }

    /**
     * {@code log(1 + e^x) = max(x, 0) + log(1 + e)} with e = e^-|x|. What 1 + e loses by rounding is put back to first
     * order, which keeps small results exact.
     */
    public static float softplus(float x) {
        float e = exp(-Math.abs(x));
        float u = 1f + e;
        float lost = e - (u - 1f);
        float y = log(u) + lost / u;
        return Math.max(x, 0f) + y;
    }

    /** {@code x·x} for {@code y = 2}, else {@link StrictMath#pow} rounded to float. */
    public static float pow(float x, float y) {
        return y == 2f ? x * x : (float) StrictMath.pow(x, y);
    }
}
