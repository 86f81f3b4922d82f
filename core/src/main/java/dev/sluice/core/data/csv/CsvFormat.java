package dev.sluice.core.data.csv;

import dev.sluice.core.data.table.TimeFormat;
import java.nio.charset.Charset;
import java.util.List;

/**
 * The form of a file of values.
 *
 * @param delimiter between the cells of a row
 * @param quoting meaning of quotation marks
 * @param decimal sign before the decimals of numbers: {@code .} or {@code ,}
 * @param thousands sign between thousands; {@link #NONE} if there is none
 * @param missing cells that mean a missing number, beside empty ones
 * @param charset of the text
 * @param columns names of the columns of a file without a header row; empty if it has one, or if they are numbered
 * @param header whether the first row has the names of the columns
 * @param times how times are written
 */
record CsvFormat(
        String delimiter,
        CsvQuoting quoting,
        char decimal,
        char thousands,
        List<String> missing,
        Charset charset,
        List<String> columns,
        boolean header,
        TimeFormat times) {
    /** A character that no text holds, in place of a sign that means nothing. */
    static final char NONE = '\uFFFF';

    CsvFormat {
        missing = List.copyOf(missing);
        columns = List.copyOf(columns);
    }
}
