package dev.sluice.core.baseline.forecast;

/** A forecast of one column from its past alone. Safe for several threads. */
@FunctionalInterface
interface SeriesMethod {
    /**
     * The next values.
     *
     * @param past oldest first, at least one. Not modified.
     * @param horizon steps to forecast
     */
    double[] forecast(double[] past, int horizon);
}
