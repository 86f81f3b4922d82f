/**
 * The run folder: writing and reading the files of a run. Read {@link dev.sluice.core.experiment.record.RunFile} first, the list of
 * files. {@link dev.sluice.core.experiment.record.RunFolder} writes during a run, {@link dev.sluice.core.experiment.record.Run} reads one, and
 * {@link dev.sluice.core.experiment.record.Runs} finds them. {@link dev.sluice.core.experiment.record.Checkpoint} is
 * the state of training that {@code resume} starts from,
 * {@link dev.sluice.core.experiment.record.Provenance} the sources and the machine of a run.
 *
 * <p>Files and their formats only; independent of the execution of experiments.
 */
@NullMarked
package dev.sluice.core.experiment.record;

import org.jspecify.annotations.NullMarked;
