/** The table by which the settings of forecasts were chosen. Read {@link dev.sluice.bench.forecast.ForecastsCommand} first. */
@NullMarked
package dev.sluice.bench.forecast;

import org.jspecify.annotations.NullMarked;
