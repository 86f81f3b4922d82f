/**
 * Search by populations. Read {@link dev.sluice.tuning.evolution.CmaEsSampler} first: it adapts a normal
 * distribution; {@link dev.sluice.tuning.evolution.GeneticSampler} breeds from the best so far. Neither keeps a population between calls: both
 * work it out again from the trials.
 */
@NullMarked
package dev.sluice.tuning.evolution;

import org.jspecify.annotations.NullMarked;
