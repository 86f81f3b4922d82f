package dev.sluice.core.data.csv;

import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.error.Printable;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads numbers from cells, to the float64 that is nearest to what is written. Not safe for several threads.
 *
 * <p>Most cells have at most 15 digits: their whole number and the power of ten that it is divided by are exact in float64, so the quotient is
 * the nearest (Clinger, How to read floating point numbers accurately, 1990). All others go through Java's parser.
 */
final class CsvNumbers {
    private static final Pattern GROUPS = Pattern.compile("[0-9][.,][0-9]{3}(?![0-9])");
    /** Thousands set apart by commas, before decimals or none. */
    private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");

    private static final char MINUS_SIGN = '\u2212';
    private static final int MOST_DIGITS = 18;
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = new double[MOST_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final char decimal;
    private final char thousands;
    private final Set<String> missing;
    private final double[] missingNumbers;
    private double value;

    CsvNumbers(CsvFormat format) {
        decimal = format.decimal();
        thousands = format.thousands();
        missing = new HashSet<>(format.missing());
        missingNumbers = missing.stream()
                .filter(this::isNumber)
                .mapToDouble(mark -> Double.parseDouble(plain(mark)))
                .toArray();
    }

    /** The number that was read last. */
    double value() {
        return value;
    }

    /** Returns whether a cell without white space around it means a missing number. */
    boolean isMark(char[] cell, int from, int length) {
        return !missing.isEmpty() && missing.contains(new String(cell, from, length));
    }

    /** Returns whether the number that was read last means a missing one. */
    boolean isMark() {
        for (double mark : missingNumbers) {
            if (value == mark) {
                return true;
            }
        }
        return false;
    }

    /** Reads the number in a cell without white space around it; returns whether there is one. */
    boolean read(char[] cell, int from, int length) {
        int end = from + length;
        char sign = length == 0 ? ' ' : cell[from];
        boolean negative = sign == '-' || sign == MINUS_SIGN;
        long whole = 0;
        int digits = 0;
        int decimals = -1;
        for (int i = negative || sign == '+' ? from + 1 : from; i < end; i++) {
            int digit = cell[i] - '0';
            if (digit >= 0 && digit <= 9) {
                whole = digits < MOST_DIGITS ? whole * 10 + digit : whole;
                digits++;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (cell[i] == decimal && decimals < 0) {
                decimals = 0;
            } else if (cell[i] == 'e' || cell[i] == 'E') {
                return readSlowly(new String(cell, from, length), true);
            } else if (cell[i] != thousands || decimals >= 0 || !isGroup(cell, i + 1, end)) {
                return false;
            }
        }
        if (digits == 0 || digits > MOST_DIGITS || whole > EXACT) {
            return digits > 0 && readSlowly(new String(cell, from, length), false);
        }
        double magnitude = whole / POWERS[Math.max(0, decimals)];
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /** Three digits, and no fourth, follow a sign between thousands. */
    private static boolean isGroup(char[] cell, int from, int end) {
        int digits = 0;
        while (from + digits < end && cell[from + digits] >= '0' && cell[from + digits] <= '9') {
            digits++;
        }
        return digits == 3;
    }

    private boolean readSlowly(String cell, boolean check) {
        if (check && !isNumber(cell)) {
            return false;
        }
        value = Double.parseDouble(plain(cell));
        return true;
    }

    /** Returns whether a text is a number. */
    boolean isNumber(String cell) {
        boolean otherSign = decimal == ',' && thousands != '.' && cell.indexOf('.') >= 0;
        return !otherSign && PlainNumber.matches(plain(cell));
    }

    /** The number as Java writes it. */
    private String plain(String cell) {
        String digits = cell.strip().replace(MINUS_SIGN, '-');
        if (thousands != CsvFormat.NONE) {
            digits = digits.replace(String.valueOf(thousands), "");
        }
        return decimal == '.' ? digits : digits.replace(decimal, '.');
    }

    /** How a cell that is no number can be made one. */
    String remedy(String cell) {
        char other = decimal == '.' ? ',' : '.';
        if (cell.indexOf(other) >= 0 && PlainNumber.matches(cell.replace(other, '.'))) {
            boolean groups = GROUPS.matcher(cell).find();
            return "if '" + other + "' is the sign before decimals, set decimal: '" + other + "'"
                    + (groups ? "; if it stands between thousands, set thousands: '" + other + "'" : "");
        }
        if (thousands == CsvFormat.NONE
                && GROUPED.matcher(decimal == '.' ? cell : swapped(cell)).matches()) {
            return "if '" + other + "' stands between thousands, set thousands: '" + other + "'";
        }
        if (decimal == '.' && GROUPED.matcher(swapped(cell)).matches()) {
            return "if ',' is the sign before decimals and '.' stands between thousands, set decimal: ',' and thousands: '.'";
        }
        return "write it like 3" + decimal + "14 or 1e-5, or, if it means a missing number, set missing: ["
                + Printable.word(cell) + "]; if it is one of a few words, name its column under categories";
    }

    /** The cell with points for commas and commas for points. */
    private static String swapped(String cell) {
        return cell.replace('.', '\0').replace(',', '.').replace('\0', ',');
    }
}
