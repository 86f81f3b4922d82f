/**
 * Search by estimated densities of good and of other assignments. Read {@link dev.sluice.tuning.density.TpeSampler} first,
 * then {@link dev.sluice.tuning.density.Mixture}.
 */
@NullMarked
package dev.sluice.tuning.density;

import org.jspecify.annotations.NullMarked;
