/**
 * Bayesian optimization with a Gaussian process. Read {@link dev.sluice.tuning.gaussian.GpSampler} first, which puts the
 * parts together: {@link dev.sluice.tuning.gaussian.Encoding} turns assignments into features, {@link
 * dev.sluice.tuning.gaussian.Likelihood} judges the kernel's settings, {@link
 * dev.sluice.tuning.gaussian.GaussianProcess} predicts, {@link dev.sluice.tuning.gaussian.ExpectedImprovement} values
 * candidates, and {@link dev.sluice.tuning.gaussian.CandidateSearch} finds the best.
 *
 * <p>Notation: {@code n} observations, {@code d} dimensions of the space, {@code x} features, {@code y} losses after {@link
 * dev.sluice.tuning.gaussian.Warping}, {@code ℓ} length scales, {@code w = 1/ℓ²}, {@code s²} the variance of the function,
 * {@code η} the noise variance as a share of it, {@code C = R + ηI} with the correlations {@code R}, {@code L} its Cholesky factor.
 * All in float64 on one thread with {@code StrictMath}, so that every machine gets the same bits.
 */
@NullMarked
package dev.sluice.tuning.gaussian;

import org.jspecify.annotations.NullMarked;
