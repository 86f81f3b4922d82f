/**
 * The run folder: what a run writes, and reading it back. Read {@link dev.sluice.core.experiment.record.RunFile} first, the list of
 * files. {@link dev.sluice.core.experiment.record.RunFolder} writes while a run goes on, {@link dev.sluice.core.experiment.record.Run} reads one, and
 * {@link dev.sluice.core.experiment.record.Runs} finds them. {@link dev.sluice.core.experiment.record.Checkpoint} is
 * the state of training that {@code resume} goes on from,
 * {@link dev.sluice.core.experiment.record.Provenance} what a run was made from and on.
 *
 * <p>Files and their formats; nothing of how an experiment is carried out.
 */
@NullMarked
package dev.sluice.core.experiment.record;

import org.jspecify.annotations.NullMarked;
