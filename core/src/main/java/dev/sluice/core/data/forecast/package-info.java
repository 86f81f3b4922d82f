/**
 * Forecasts: windows of series, whose targets are the steps that follow.
 *
 * <p>Read {@link dev.sluice.core.data.forecast.ForecastConfig} first, the options, then
 * {@link dev.sluice.core.data.forecast.ForecastData}, which goes from divided series to windows, and
 * {@link dev.sluice.core.data.forecast.Windows}, the view. Series are divided before windows are cut, so that the labels of a window lie
 * in one part.
 */
@NullMarked
package dev.sluice.core.data.forecast;

import org.jspecify.annotations.NullMarked;
