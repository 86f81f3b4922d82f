/**
 * Experiments: a YAML file becomes records, the records become a trained model, and all that happened is kept in a run
 * folder of plain files. Read {@link dev.sluice.core.experiment.Experiment} first, then
 * {@link dev.sluice.core.experiment.ExperimentConfig} and {@link dev.sluice.core.experiment.ExperimentRunner}.
 * {@link dev.sluice.core.experiment.Resumption} takes up a run that was interrupted; what is saved for that is in
 * {@link dev.sluice.core.experiment.record.Checkpoint}.
 *
 * <p>The topmost room of {@code core}: it uses all others and knows nothing of Guice or the command line.
 */
@NullMarked
package dev.sluice.core.experiment;

import org.jspecify.annotations.NullMarked;
