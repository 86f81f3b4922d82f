/**
 * The search for good settings: spaces, what was tried in them, and the two kinds of plugin that steer a study. Read
 * {@link dev.sluice.core.search.Sampler} and {@link dev.sluice.core.search.Pruner} first, then
 * {@link dev.sluice.core.search.SearchHistory}, which is all they get to see.
 *
 * <p>A <em>study</em> tries <em>assignments</em> of a {@link dev.sluice.core.search.SearchSpace}, each in a
 * <em>trial</em>. It is a numbered sequence of <em>jobs</em>: a job starts a trial or goes on with a paused one, up to a
 * number of steps (the study says what a step is, usually an epoch). What a job does is decided when it is handed out,
 * from a history that holds the results of the jobs up to a fixed distance before it; trials whose last job is nearer
 * are pending in it. So a study is a function of its seed and that distance, whatever the number of workers, and every
 * decision can be made again from the journal alone. Samplers and pruners keep their half of the bargain by being pure
 * functions: no state, no clock, random numbers from {@link dev.sluice.core.search.SearchHistory#random} only.
 *
 * <p>Order of calls for one job: {@link dev.sluice.core.search.Pruner#next} says what the job is; if it starts a trial,
 * {@link dev.sluice.core.search.Proposer} takes the next fixed starting point or asks the {@link
 * dev.sluice.core.search.Sampler}, again for each candidate that was tried before or breaks a {@link
 * dev.sluice.core.search.Constraint}; then {@link dev.sluice.core.search.Pruner#stops} is asked after each step.
 *
 * <p>Knows nothing of models, training, files or threads. Imports {@code kernel} for random numbers only.
 */
@NullMarked
package dev.sluice.core.search;

import org.jspecify.annotations.NullMarked;
