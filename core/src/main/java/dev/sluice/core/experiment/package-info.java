/**
 * Experiments: a YAML file becomes records, the records become a trained model, and all that happened is kept in a run
 * folder of plain files. Read {@link dev.sluice.core.experiment.Experiment} first, then
 * {@link dev.sluice.core.experiment.ExperimentConfig} and {@link dev.sluice.core.experiment.ExperimentRunner}.
 * {@link dev.sluice.core.experiment.Resumption} resumes an interrupted run; what is saved for that is in
 * {@link dev.sluice.core.experiment.record.Checkpoint}.
 *
 * <p>The topmost package of {@code core}: it uses all others and is independent of Guice and the command line.
 */
@NullMarked
package dev.sluice.core.experiment;

import org.jspecify.annotations.NullMarked;
