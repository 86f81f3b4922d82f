/**
 * Distributions that a model predicts for each number. Read {@link dev.sluice.core.train.distribution.DistributionFamily} first:
 * it turns the outputs of a head into the point answer and into bounds, as expressions, and into a
 * {@link dev.sluice.core.train.distribution.Distribution} in float64, which metrics and forecasts read.
 *
 * <p>Shapes: a head gives {@code W} parameters for each of {@code C} columns, {@code [.., W·C]}, as
 * {@link dev.sluice.core.model.OutputForm} lays them out. Knows nothing of losses, data or training.
 */
@NullMarked
package dev.sluice.core.train.distribution;

import org.jspecify.annotations.NullMarked;
