package dev.sluice.tuning.trial;

import dev.sluice.core.search.Assignment;

/**
 * What is to be done on a trial.
 *
 * @param trial its number, from 0
 * @param assignment what is tried
 * @param from steps that it has done and that were measured; 0 at its beginning
 * @param steps how far it goes now, counted from its beginning
 * @param whole steps of a whole trial
 */
public record TrialTask(int trial, Assignment assignment, int from, int steps, int whole) {}
