/**
 * Examples from tables in comma-separated values. Read {@link dev.sluice.core.data.csv.CsvOptions} for the options and
 * {@link dev.sluice.core.data.csv.CsvSource} for how rows become examples.
 */
@NullMarked
package dev.sluice.core.data.csv;

import org.jspecify.annotations.NullMarked;
