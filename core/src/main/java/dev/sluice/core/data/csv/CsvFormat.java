package dev.sluice.core.data.csv;

import java.nio.charset.Charset;
import java.util.List;

/**
 * The form of a file of values.
 *
 * @param delimiter between the cells of a row
 * @param quoting meaning of quotation marks
 * @param decimal sign before the decimals of numbers: {@code .} or {@code ,}
 * @param missing cells that mean a missing number, beside empty ones
 * @param charset of the text
 * @param columns names of the columns of a file without a header row; empty if it has one
 */
record CsvFormat(
        String delimiter,
        CsvQuoting quoting,
        char decimal,
        List<String> missing,
        Charset charset,
        List<String> columns) {
    CsvFormat {
        missing = List.copyOf(missing);
        columns = List.copyOf(columns);
    }
}
