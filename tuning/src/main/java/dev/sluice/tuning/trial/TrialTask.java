package dev.sluice.tuning.trial;

import dev.sluice.core.search.Assignment;

/**
 * A range of steps of a trial to run.
 *
 * @param trial its number, from 0
 * @param assignment of the trial
 * @param from the last step that was done and measured before; 0 for a new trial
 * @param steps the last step to do now, counted from the start of the trial
 * @param whole steps of a complete trial
 */
public record TrialTask(int trial, Assignment assignment, int from, int steps, int whole) {}
