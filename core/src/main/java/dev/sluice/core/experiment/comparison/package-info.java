/**
 * Comparison of runs: facts by name, queries over them, and the differences between two runs.
 *
 * <p>Read {@link dev.sluice.core.experiment.comparison.RunFacts} first: the other classes use its facts.
 */
@NullMarked
package dev.sluice.core.experiment.comparison;

import org.jspecify.annotations.NullMarked;
