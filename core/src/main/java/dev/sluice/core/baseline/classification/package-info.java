/**
 * Baselines for classes. Read {@link dev.sluice.core.baseline.classification.Majority} first, the simplest one.
 */
@NullMarked
package dev.sluice.core.baseline.classification;

import org.jspecify.annotations.NullMarked;
