/**
 * Examples from tables in comma-separated values. Read {@link dev.sluice.core.data.csv.CsvOptions} for the options, then
 * {@link dev.sluice.core.data.csv.CsvFile}, which reads a table, {@link dev.sluice.core.data.csv.CsvRows}, which divides it into
 * series, and {@link dev.sluice.core.data.csv.CsvExamples}, which makes examples of them.
 */
@NullMarked
package dev.sluice.core.data.csv;

import org.jspecify.annotations.NullMarked;
