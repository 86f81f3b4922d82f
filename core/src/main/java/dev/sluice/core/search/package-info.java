/**
 * Hyperparameter search: spaces, trials, and the two kinds of plugin that control a study. Read
 * {@link dev.sluice.core.search.Sampler} and {@link dev.sluice.core.search.Pruner} first, then
 * {@link dev.sluice.core.search.SearchHistory}, which is their only input.
 *
 * <p>A <em>study</em> tries <em>assignments</em> of a {@link dev.sluice.core.search.SearchSpace}, each in a
 * <em>trial</em>. It is a numbered sequence of <em>jobs</em>: a job starts a trial or resumes a paused one, up to a
 * number of steps (the study defines a step, usually an epoch). A job is decided when it is assigned to a worker,
 * from a history that holds the results of the jobs up to a fixed distance before it; trials whose last job is nearer
 * are pending in it. So a study is a function of its seed and that distance, independent of the number of workers, and every
 * decision can be reproduced from the journal alone. This requires that samplers and pruners are pure functions: no state,
 * no clock, random numbers from {@link dev.sluice.core.search.SearchHistory#random} only.
 *
 * <p>Order of calls for one job: {@link dev.sluice.core.search.Pruner#next} decides the job; if it starts a trial,
 * {@link dev.sluice.core.search.Proposer} takes the next fixed starting point or calls the {@link
 * dev.sluice.core.search.Sampler}, again for each candidate that was tried before or violates a {@link
 * dev.sluice.core.search.Constraint}; then {@link dev.sluice.core.search.Pruner#stops} is called after each step.
 *
 * <p>Independent of models, training, files and threads. Imports {@code kernel} for random numbers only.
 */
@NullMarked
package dev.sluice.core.search;

import org.jspecify.annotations.NullMarked;
