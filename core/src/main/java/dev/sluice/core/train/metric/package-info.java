/**
 * The figures by which a model is judged on validation and test data. Read {@link dev.sluice.core.train.metric.Metric}
 * first; a metric of one's own implements it.
 *
 * <p>Plain arithmetic on outputs and targets; nothing of the training loop or of losses.
 */
@NullMarked
package dev.sluice.core.train.metric;

import org.jspecify.annotations.NullMarked;
