/**
 * Derivatives of graphs, as graphs. Read {@link dev.sluice.core.graph.gradient.TrainingGraph} first, the passes in their order;
 * {@link dev.sluice.core.graph.gradient.Gradients} adds the gradients of a scalar output. {@link dev.sluice.core.graph.gradient.ScanAdjoint} differentiates loops, and
 * {@link dev.sluice.core.graph.gradient.Recompute} trades the memory of a loop's intermediate values for time.
 */
@NullMarked
package dev.sluice.core.graph.gradient;

import org.jspecify.annotations.NullMarked;
