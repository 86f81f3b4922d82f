package dev.sluice.cli.dataset;

import dev.sluice.core.data.PlainNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the numbers of a table are written.
 *
 * @param decimal sign before decimals
 * @param grouped whether the other of comma and point stands between thousands
 */
record NumberForm(char decimal, boolean grouped) {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+),[0-9]+");
    private static final Pattern GROUPS_BY_COMMA = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
    private static final Pattern GROUPS_BY_POINT = Pattern.compile("[+-]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");

    /**
     * The form of some cells.
     *
     * @param delimiter of columns: a comma is none before decimals then
     */
    static NumberForm of(List<String> cells, char delimiter) {
        boolean comma = delimiter != ','
                && cells.stream()
                        .anyMatch(cell -> DECIMAL_COMMA.matcher(cell.strip()).matches());
        Pattern groups = comma ? GROUPS_BY_POINT : GROUPS_BY_COMMA;
        return new NumberForm(
                comma ? ',' : '.',
                cells.stream().anyMatch(cell -> groups.matcher(cell.strip()).matches()));
    }

    /** The sign between thousands, where there is one. */
    char thousands() {
        return decimal == ',' ? '.' : ',';
    }

    /** The number in a cell; empty if it is none. */
    Optional<Double> number(String cell) {
        String plain = grouped ? cell.replace(String.valueOf(thousands()), "") : cell;
        String pointed = decimal == ',' ? plain.replace(',', '.') : plain;
        return PlainNumber.matches(pointed) ? Optional.of(Double.parseDouble(pointed)) : Optional.empty();
    }
}
