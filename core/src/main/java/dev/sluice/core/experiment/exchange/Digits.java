package dev.sluice.core.experiment.exchange;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes predicted numbers with the digits that are there, and no exponent where people would not write one. */
public final class Digits {
    /** A little more than float32 has; beyond it a prediction in float64 is noise. */
    private static final MathContext FLOAT64 = new MathContext(11);

    private static final int LONGEST = 20;

    private Digits() {}

    /**
     * The shortest decimal that is the number: of a float32 number the shortest that only it is nearest to, of another one eleven
     * digits.
     */
    public static String of(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        float single = (float) number;
        BigDecimal decimal =
                single == number ? new BigDecimal(Float.toString(single)) : new BigDecimal(number).round(FLOAT64);
        if (decimal.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        String plain = stripped.toPlainString();
        return plain.length() <= LONGEST ? plain : stripped.toString();
    }
}
