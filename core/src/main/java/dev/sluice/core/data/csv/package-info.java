/**
 * Tables in files of comma-separated values. Read {@link dev.sluice.core.data.csv.CsvOptions} for the options, then
 * {@link dev.sluice.core.data.csv.CsvFile}, which reads a table.
 */
@NullMarked
package dev.sluice.core.data.csv;

import org.jspecify.annotations.NullMarked;
