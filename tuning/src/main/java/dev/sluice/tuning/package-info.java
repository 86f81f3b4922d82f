/**
 * The search for good settings, as a plugin: {@link dev.sluice.tuning.sampler samplers} suggest what to try, {@link
 * dev.sluice.tuning.pruner pruners} say how long. Read {@link dev.sluice.core.search} first, which defines both
 * kinds. Imports {@code core} only.
 */
@NullMarked
package dev.sluice.tuning;

import org.jspecify.annotations.NullMarked;
