package dev.sluice.core.data.csv;

import dev.sluice.core.data.table.TimeFormat;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.nio.charset.Charset;
import java.util.List;

/** How a file of comma-separated values is written. */
public record CsvForm(
        @Description("Separator of columns, for example ',' or ';' or a tab") @Default("','")
        String delimiter,

        @Description("Meaning of a quotation mark at the beginning of a cell") @Default("auto")
        CsvQuoting quoting,

        @Description("Decimal separator, '.' or ','") @Default("'.'")
        String decimal,

        @Description("Thousands separator, such as ',' in 12,500.5; by default none") @Default("''")
        String thousands,

        @Description("Encoding of the file, for example iso-8859-1 or utf-16") @Default("utf-8")
        String encoding,

        @Description("Names of the columns in order, for a file without a header row") @Default("[]")
        List<String> columns,

        @Description("Whether the first row contains the names of the columns; if not, and columns gives none, they are"
                + " called 1, 2, …")
        @Default("true")
        boolean header) {
    /** Copies the list and checks that the options fit together. */
    public CsvForm {
        columns = List.copyOf(columns);
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("delimiter must not be empty");
        }
        if (!decimal.equals(".") && !decimal.equals(",")) {
            throw new IllegalArgumentException("decimal must be '.' or ',', but was '" + decimal + "'");
        }
        if (decimal.equals(delimiter) && quoting == CsvQuoting.NEVER) {
            throw new IllegalArgumentException("delimiter and decimal are both '" + decimal
                    + "', and quoting is never, so they cannot be told apart");
        }
        requireEncoding(encoding);
        requireThousands(thousands, decimal);
    }

    /** The usual form: commas, points before decimals, names in the first row, UTF-8. */
    public static CsvForm usual() {
        return new CsvForm(",", CsvQuoting.AUTO, ".", "", "utf-8", List.of(), true);
    }

    private static void requireThousands(String thousands, String decimal) {
        if (thousands.length() > 1 || thousands.equals(decimal)) {
            throw new IllegalArgumentException(
                    "thousands must be one sign that is not the sign before decimals, but was '" + thousands
                            + "', with decimal '" + decimal + "'");
        }
    }

    private static void requireEncoding(String encoding) {
        try {
            Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "encoding must be one that Java knows, such as utf-8, iso-8859-1, windows-1252 or utf-16, but was '"
                            + encoding + "'",
                    e);
        }
    }

    /**
     * The form of a file.
     *
     * @param missing cells that mean a missing number, beside empty ones
     * @param times how times are written
     */
    CsvFormat format(List<String> missing, TimeFormat times) {
        return new CsvFormat(
                delimiter,
                quoting,
                decimal.charAt(0),
                thousands.isEmpty() ? CsvFormat.NONE : thousands.charAt(0),
                missing,
                Charset.forName(encoding),
                columns,
                header && columns.isEmpty(),
                times);
    }
}
