/**
 * The search for good settings, as a plugin: {@link dev.sluice.tuning.sampler samplers} suggest what to try, {@link
 * dev.sluice.tuning.pruner pruners} say how long. What they are is defined in {@link dev.sluice.core.search}; read its
 * package page first. Imports {@code core} only.
 */
@NullMarked
package dev.sluice.tuning;

import org.jspecify.annotations.NullMarked;
