/**
 * The trials of a study as tasks of Spark. Read {@link dev.sluice.cluster.trial.SparkTrials} first, the driver's side; {@link
 * dev.sluice.cluster.trial.TrialSlice} is what an executor does.
 *
 * <p>The study, its journal and its heartbeat stay with the driver. A trial advances in slices of some seconds: a slice is a
 * task that takes the trial's files and gives them back with what was measured, so it depends on nothing but its input, Spark
 * may run it again elsewhere, and a lost executor costs one slice. No file system is shared, and no connection is needed but
 * Spark's own.
 */
@NullMarked
package dev.sluice.cluster.trial;

import org.jspecify.annotations.NullMarked;
