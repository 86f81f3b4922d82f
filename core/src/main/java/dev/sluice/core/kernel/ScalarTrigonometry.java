package dev.sluice.core.kernel;

/**
 * Sine and cosine of one float, for {@link FunctionKernels}: {@code |x| = n·π/2 + r} with π/2 in three parts (W. Cody and
 * W. Waite, <i>Software Manual for the Elementary Functions</i>, 1980), then a polynomial in r for the quadrant n. The
 * vector kernels perform the same operations lane by lane. Beyond {@link #LARGEST} three parts are too few, and the
 * platform's exactly specified double functions answer in all kernels.
 */
public final class ScalarTrigonometry {

    /** Largest |x| whose reduced argument is still accurate to a float. */
    public static final float LARGEST = 0x1p16f;

    /** 2 / π. */
    public static final float TWO_OVER_PI = 0x1.45f306p-1f;

    /** π/2 rounded to float, and what is missing. With whole n the first remainder is exact. */
    public static final float HALF_PI_HIGH = 0x1.921fb6p+0f;

    /** π/2 minus {@link #HALF_PI_HIGH}. */
    public static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;

    /** π/2 minus both. */
    public static final float HALF_PI_LOW = -0x1.ee59dap-50f;

    /** sin r = r + r³·P(r²) for |r| &lt;= π/4. */
    public static final float S0 = -0x1.555546p-3f;

    /** Coefficient of r². */
    public static final float S1 = 0x1.110736p-7f;

    /** Coefficient of r⁴. */
    public static final float S2 = -0x1.994222p-13f;

    /** cos r = 1 - r²/2 + r⁴·P(r²) for |r| &lt;= π/4. */
    public static final float C0 = 0x1.55554ap-5f;

    /** Coefficient of r². */
    public static final float C1 = -0x1.6c0c2ep-10f;

    /** Coefficient of r⁴. */
    public static final float C2 = 0x1.99ea04p-16f;

    private static final int SIGN = 0x80000000;

    private ScalarTrigonometry() {}

    /** {@code sin x}; odd, {@code -0} gives {@code -0}; NaN where x is infinite. */
    public static float sin(float x) {
        float y = Math.abs(x);
        return y <= LARGEST ? inQuadrant(y, 0, Float.floatToRawIntBits(x) & SIGN) : (float) StrictMath.sin(x);
    }

    /** {@code cos x = sin(|x| + π/2)}; NaN where x is infinite. */
    public static float cos(float x) {
        float y = Math.abs(x);
        return y <= LARGEST ? inQuadrant(y, 1, 0) : (float) StrictMath.cos(x);
    }

    private static float inQuadrant(float y, int ahead, int sign) {
        float shifted = Math.fma(y, TWO_OVER_PI, ScalarFunctions.ROUNDER);
        float n = shifted - ScalarFunctions.ROUNDER;
        float r = Math.fma(n, -HALF_PI_HIGH, y);
        r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI_MIDDLE, r));
        float s = r * r;
        float sine = Math.fma(r * s, Math.fma(Math.fma(S2, s, S1), s, S0), r);
        float cosine = Math.fma(s * s, Math.fma(Math.fma(C2, s, C1), s, C0), Math.fma(-0.5f, s, 1f));
        int quadrant = Float.floatToRawIntBits(shifted) + ahead;
        float value = (quadrant & 1) == 0 ? sine : cosine;
        // The second bit of the quadrant, moved to where the sign is.
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ (quadrant & 2) << 30 ^ sign);
    }
}
