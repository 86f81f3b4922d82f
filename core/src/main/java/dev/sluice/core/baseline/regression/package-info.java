/**
 * Baselines for numbers. Read {@link dev.sluice.core.baseline.regression.MeanValue} first, the simplest one.
 */
@NullMarked
package dev.sluice.core.baseline.regression;

import org.jspecify.annotations.NullMarked;
