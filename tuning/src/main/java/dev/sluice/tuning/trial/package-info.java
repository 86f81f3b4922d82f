/**
 * Where and how trials run. Read {@link dev.sluice.tuning.trial.TrialRunner} first: it is the one seam between a study and
 * whatever carries out its trials. Knows nothing of samplers, pruners, journals or other processes.
 */
@NullMarked
package dev.sluice.tuning.trial;

import org.jspecify.annotations.NullMarked;
