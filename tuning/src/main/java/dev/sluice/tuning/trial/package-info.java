/**
 * The execution of trials. Read {@link dev.sluice.tuning.trial.TrialRunner} first, the interface between a study and the code
 * that runs its trials. Independent of samplers, pruners, journals and other processes.
 */
@NullMarked
package dev.sluice.tuning.trial;

import org.jspecify.annotations.NullMarked;
