/**
 * Hyperparameter search, as a plugin: {@link dev.sluice.tuning.sampler samplers} suggest assignments, {@link
 * dev.sluice.tuning.pruner pruners} decide how long trials run. Read {@link dev.sluice.core.search} first, which defines both
 * interfaces. Imports {@code core} only.
 */
@NullMarked
package dev.sluice.tuning;

import org.jspecify.annotations.NullMarked;
