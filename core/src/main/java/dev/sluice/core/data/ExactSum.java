package dev.sluice.core.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The sum of float64 numbers without any rounding, so that it depends on the numbers and never on their order: a fixed-point number with a
 * digit for each bit that a float64 can have (Neal, "Fast exact summation using small and large superaccumulators", 2015). Not safe for
 * several threads.
 */
public final class ExactSum implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BITS = 32;
    private static final long MASK = (1L << BITS) - 1;
    private static final int SIGNIFICAND = 52;
    private static final long FRACTION = (1L << SIGNIFICAND) - 1;
    private static final int EXPONENTS = 0x7ff;
    /** The last bit of a float64 stands for 2 to the power of minus this. */
    private static final int LAST_BIT = 1074;
    /** All bits of float64, and two digits for carries. */
    private static final int DIGITS = 68;
    /** A digit takes less than 2^33 at once. */
    private static final int MOST_WITHOUT_CARRY = 1 << 29;

    private static final BigInteger TO_DECIMAL = BigInteger.valueOf(5).pow(LAST_BIT);

    /** Digits of 32 bits, the last first, with more than 32 until they are carried. */
    private final long[] digits = new long[DIGITS];

    private int added;
    /** The sum of what is not finite. */
    private double beyond;

    /** Creates a sum of nothing: 0. */
    public ExactSum() {}

    /** Adds a number. */
    public void add(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> SIGNIFICAND) & EXPONENTS;
        if (exponent == EXPONENTS) {
            beyond += number;
            return;
        }
        long fraction = bits & FRACTION;
        long significand = exponent == 0 ? fraction : fraction | (FRACTION + 1);
        int place = Math.max(0, exponent - 1);
        int digit = place / BITS;
        long low = (significand & MASK) << (place % BITS);
        long high = (significand >>> BITS) << (place % BITS);
        long sign = bits < 0 ? -1 : 1;
        digits[digit] += sign * (low & MASK);
        digits[digit + 1] += sign * ((low >>> BITS) + (high & MASK));
        digits[digit + 2] += sign * (high >>> BITS);
        if (++added == MOST_WITHOUT_CARRY) {
            carry();
        }
    }

    /** Adds the square of a number, both halves of it. */
    void addSquare(double number) {
        double square = number * number;
        add(square);
        if (Double.isFinite(square)) {
            add(Math.fma(number, number, -square));
        }
    }

    /** Adds all that was added to another sum, which stays as it is but for its form. */
    public void add(ExactSum other) {
        carry();
        other.carry();
        for (int i = 0; i < DIGITS; i++) {
            digits[i] += other.digits[i];
        }
        added = 1;
        beyond += other.beyond;
    }

    private void carry() {
        for (int i = 0; i < DIGITS - 1; i++) {
            digits[i + 1] += digits[i] >> BITS;
            digits[i] &= MASK;
        }
        added = 0;
    }

    /** Returns whether all that was added is finite. */
    boolean isFinite() {
        return beyond == 0;
    }

    /** Infinite, or not a number, where a part of the sum is. */
    double beyond() {
        return beyond;
    }

    /** The sum of all that is finite, with all its digits. */
    BigDecimal exact() {
        carry();
        BigInteger sum = BigInteger.ZERO;
        for (int i = DIGITS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(BITS).add(BigInteger.valueOf(digits[i]));
        }
        return new BigDecimal(sum.multiply(TO_DECIMAL), LAST_BIT);
    }

    /** The sum, rounded once. */
    public double value() {
        return isFinite() ? exact().doubleValue() : beyond;
    }
}
