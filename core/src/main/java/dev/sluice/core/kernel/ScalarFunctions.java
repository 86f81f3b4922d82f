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

    /** Below this tanh is its own polynomial; above, 1 - 2 / (e^2x + 1) has nothing to cancel. */
    public static final float TANH_SPLIT = 0.625f;

    /** From here on tanh rounds to 1. */
    public static final float TANH_MAX = 10f;

    /** tanh x = x + x³·P(x²) for |x| &lt; 0.625. */
    public static final float T0 = -0x1.555532p-2f;

    /** Coefficient of x². */
    public static final float T1 = 0x1.1106f6p-3f;

    /** Coefficient of x⁴. */
    public static final float T2 = -0x1.b835a4p-5f;

    /** Coefficient of x⁶. */
    public static final float T3 = 0x1.51f8cep-6f;

    /** Coefficient of x⁸. */
    public static final float T4 = -0x1.750ce4p-8f;

    /** 1/u is about 1.457 - u/2 for u in [1, 2], within 5 percent. */
    public static final float INVERSE_START = 1.457f;

    /** Slope of that line. */
    public static final float INVERSE_SLOPE = -0.5f;

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
        float p = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
        float e = Math.fma(r * r, p, r) + 1f;
        int power = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        int half = power >> 1;
        return e * powerOfTwo(half) * powerOfTwo(power - half);
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
     * {@code 1 / (1 + e^-x)} from e = e^-|x|, which cannot overflow. The quotient q by the rounded u = 1 + e is corrected
     * once by its remainder, in which the part that u lost counts too; for that a straight line is near enough to 1/u.
     */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float u = 1f + e;
        float lost = e - (u - 1f);
        float numerator = x < 0f ? e : 1f;
        float q = numerator / u;
        float remainder = Math.fma(-q, lost, Math.fma(-q, u, numerator));
        return Math.fma(remainder, Math.fma(u, INVERSE_SLOPE, INVERSE_START), q);
    }

    /** Hyperbolic tangent of |x|, then the sign of x. */
    public static float tanh(float x) {
        float y = Math.abs(x);
        float s = y * y;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(T4, s, T3), s, T2), s, T1), s, T0);
        float small = Math.fma(y * s, p, y);
        float z = y > TANH_MAX ? TANH_MAX : y;
        float large = 1f - 2f / (exp(z + z) + 1f);
        float t = y < TANH_SPLIT ? small : large;
        int sign = Float.floatToRawIntBits(x) & 0x80000000;
        return Float.intBitsToFloat(Float.floatToRawIntBits(t) | sign);
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
