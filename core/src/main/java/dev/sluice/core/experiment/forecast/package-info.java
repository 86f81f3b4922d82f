/**
 * Forecasts of series by an exported model: the steps after the last measured one, as a table and a picture. Read
 * {@link dev.sluice.core.experiment.forecast.Forecaster} first.
 *
 * <p>Shapes: {@code H} steps ahead, {@code C} variables that are forecast.
 */
@NullMarked
package dev.sluice.core.experiment.forecast;

import org.jspecify.annotations.NullMarked;
