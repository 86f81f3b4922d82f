/**
 * What to try next. Read {@link dev.sluice.tuning.sampler.RandomSampler} first. Every sampler is a pure function of the
 * history, so what others keep between calls (a population, a covariance) is worked out again from the trials each time.
 */
@NullMarked
package dev.sluice.tuning.sampler;

import org.jspecify.annotations.NullMarked;
