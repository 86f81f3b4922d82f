/**
 * Baselines for the future of a series. Read {@link dev.sluice.core.baseline.forecast.Naive} first, the simplest one, and {@link
 * dev.sluice.core.baseline.forecast.ColumnForecasts}, which applies a method to each column.
 */
@NullMarked
package dev.sluice.core.baseline.forecast;

import org.jspecify.annotations.NullMarked;
