/**
 * Samplers, which suggest assignments. Read {@link dev.sluice.tuning.sampler.RandomSampler} first. Every sampler is a pure
 * function of the history: state such as a population or a covariance is recomputed from the trials at each call.
 */
@NullMarked
package dev.sluice.tuning.sampler;

import org.jspecify.annotations.NullMarked;
