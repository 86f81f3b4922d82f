package dev.sluice.cli.dataset;

import java.util.regex.Pattern;

/** Counts what the cells of a table show of the signs in their numbers: whether commas stand before decimals or between thousands. */
final class NumberSigns {
    /** A group has three digits, and the first one no zero before more of them. */
    private static final Pattern DECIMAL_COMMA = Pattern.compile(
            "[+-]?(0[0-9]*,[0-9]+|[0-9]*,([0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+|[1-9][0-9]{0,2}(\\.[0-9]{3})+,[0-9]+)");

    private static final Pattern GROUPS_BY_COMMA =
            Pattern.compile("[+-]?[1-9][0-9]{0,2}((,[0-9]{3})+\\.[0-9]+|(,[0-9]{3}){2,})");
    private static final Pattern EITHER = Pattern.compile("[+-]?[1-9][0-9]{0,2},[0-9]{3}");
    private static final Pattern DECIMAL_POINT =
            Pattern.compile("[+-]?(0[0-9]*\\.[0-9]+|[0-9]*\\.([0-9]{1,2}|[0-9]{4,})|[0-9]{4,}\\.[0-9]+)");
    private static final Pattern GROUPS_BY_POINT = Pattern.compile("[+-]?[1-9][0-9]{0,2}(\\.[0-9]{3})+");

    private long commas;
    private long points;
    private boolean groupsByComma;
    private boolean groupsByPoint;
    private String either = "";

    void add(String field) {
        boolean comma = field.indexOf(',') >= 0;
        if (!comma && field.indexOf('.') < 0) {
            return;
        }
        String cell = field.strip();
        if (!comma) {
            boolean groups = GROUPS_BY_POINT.matcher(cell).matches();
            groupsByPoint |= groups;
            points += !groups && DECIMAL_POINT.matcher(cell).matches() ? 1 : 0;
        } else if (EITHER.matcher(cell).matches()) {
            groupsByComma = true;
            either = either.isEmpty() ? cell : either;
        } else if (DECIMAL_COMMA.matcher(cell).matches()) {
            groupsByPoint |= cell.indexOf('.') >= 0;
            commas++;
        } else if (GROUPS_BY_COMMA.matcher(cell).matches()) {
            groupsByComma = true;
            points++;
        }
    }

    /**
     * The form of the numbers so far. Where nothing decides, a comma stands between thousands in a table whose columns are separated by commas, as it
     * does where these are in use, and before decimals in others.
     *
     * @param delimiter of columns
     */
    NumberForm form(char delimiter) {
        boolean shown = commas != points;
        boolean comma = shown ? commas > points : delimiter != ',' && (commas > 0 || !either.isEmpty());
        return new NumberForm(
                comma ? ',' : '.', comma ? groupsByPoint : groupsByComma, commas == 0 && points == 0 ? either : "");
    }
}
