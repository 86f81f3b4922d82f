package dev.sluice.cli.dataset;

import dev.sluice.core.data.PlainNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the numbers of a table are written.
 *
 * @param decimal sign before decimals
 * @param grouped whether the other of comma and point stands between thousands
 * @param doubtful a number whose comma may as well be the other of the two signs, where no number shows which it is; empty otherwise
 */
record NumberForm(char decimal, boolean grouped, String doubtful) {
    private static final Pattern GROUPS = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");
    private static final char MINUS_SIGN = '\u2212';

    /** The sign between thousands, where there is one. */
    char thousands() {
        return decimal == ',' ? '.' : ',';
    }

    /** Returns whether numbers are read in the same way. */
    boolean readsLike(NumberForm other) {
        return decimal == other.decimal && grouped == other.grouped;
    }

    /** The number in a cell; empty if it is none. */
    Optional<Double> number(String cell) {
        String signed = cell.replace(MINUS_SIGN, '-');
        String pointed = decimal == ',' ? swapped(signed) : signed;
        boolean groups = grouped && pointed.indexOf(',') >= 0;
        if (groups && !GROUPS.matcher(pointed).matches()) {
            return Optional.empty();
        }
        String plain = groups ? pointed.replace(",", "") : pointed;
        return PlainNumber.matches(plain) ? Optional.of(Double.parseDouble(plain)) : Optional.empty();
    }

    /** The doubtful number as it is read, and as it would be with the other sign. */
    String[] readings() {
        String whole = doubtful.replace(",", "");
        String fraction = doubtful.replace(',', '.');
        return decimal == ',' ? new String[] {fraction, whole} : new String[] {whole, fraction};
    }

    /** The cell with points for commas and commas for points. */
    private static String swapped(String cell) {
        return cell.replace('.', '\0').replace(',', '.').replace('\0', ',');
    }
}
