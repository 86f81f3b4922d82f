/**
 * Runs side by side: facts by name, queries over them, and the differences between two runs.
 *
 * <p>Begin with {@link dev.sluice.core.experiment.comparison.RunFacts}, which the others read.
 */
@NullMarked
package dev.sluice.core.experiment.comparison;

import org.jspecify.annotations.NullMarked;
