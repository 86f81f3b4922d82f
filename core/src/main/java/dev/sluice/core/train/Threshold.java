package dev.sluice.core.train;

import org.apiguardian.api.API;

/**
 * The chosen threshold of one label.
 *
 * @param label of a class
 * @param probability above which it is predicted
 * @param holding examples, or steps, for which it holds
 * @param before the metric at one half; NaN if it is not defined
 * @param after the metric at the threshold
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Threshold(String label, double probability, int holding, double before, double after) {}
