/**
 * Population-based samplers. Read {@link dev.sluice.tuning.evolution.CmaEsSampler} first, which adapts a normal distribution;
 * {@link dev.sluice.tuning.evolution.GeneticSampler} breeds from the best trials so far. Neither keeps a population between
 * calls: both recompute it from the trials.
 */
@NullMarked
package dev.sluice.tuning.evolution;

import org.jspecify.annotations.NullMarked;
