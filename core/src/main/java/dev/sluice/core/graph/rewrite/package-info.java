/**
 * Rewritings of a graph that keep its meaning. Read {@link dev.sluice.core.graph.rewrite.InferenceGraph} first, which applies them in
 * order: {@link dev.sluice.core.graph.rewrite.Hoist} moves products that do not depend on the
 * state out of loops, {@link dev.sluice.core.graph.rewrite.Simplify} folds constants and drops operations without effect,
 * {@link dev.sluice.core.graph.rewrite.PrunedScan} leaves out inputs and captures that nothing reads.
 */
@NullMarked
package dev.sluice.core.graph.rewrite;

import org.jspecify.annotations.NullMarked;
