/**
 * Tables beside files of series, with a row for each series: its class, numbers, group or part. Read {@link dev.sluice.core.data.fact.FactOptions} first, then
 * {@link dev.sluice.core.data.fact.SeriesFacts}.
 */
@NullMarked
package dev.sluice.core.data.fact;

import org.jspecify.annotations.NullMarked;
