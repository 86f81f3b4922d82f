/**
 * Baselines for texts. Read {@link dev.sluice.core.baseline.text.NaiveBayes} first.
 */
@NullMarked
package dev.sluice.core.baseline.text;

import org.jspecify.annotations.NullMarked;
