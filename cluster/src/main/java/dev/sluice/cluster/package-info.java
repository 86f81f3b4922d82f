/**
 * Sluice on a Spark cluster: the command {@code score}. Read {@link dev.sluice.cluster.trial.SparkTrials} for studies and
 * {@link dev.sluice.cluster.score.SluiceModel} for tables.
 */
@NullMarked
package dev.sluice.cluster;

import org.jspecify.annotations.NullMarked;
