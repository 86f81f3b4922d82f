/**
 * Turns a graph into a plan and runs it, forward and backward alike, in float32.
 *
 * <p>Read {@link dev.sluice.core.engine.Plan} first, the only type that others call, then
 * {@link dev.sluice.core.engine.PlanCompiler}, which turns expressions into
 * {@link dev.sluice.core.engine.Instruction}s on numbered slots ({@link dev.sluice.core.engine.Values}), {@link dev.sluice.core.engine.Schedule} for their order,
 * {@link dev.sluice.core.engine.TileRuns} for what goes through the rows of a graph together,
 * {@link dev.sluice.core.engine.StepCompiler} for what happens inside a loop over time, and
 * {@link dev.sluice.core.engine.InPlace} for results that need no separate memory. {@link dev.sluice.core.engine.Profile}
 * shows where the time goes.
 *
 * <p>Products of inputs alone leave the loop, products that are added up need no intermediate values, elementwise functions
 * run over tiles that stay in the first-level cache, and the gradients of weights are products after the loop, those of the same
 * values in one pass over the rows ({@link dev.sluice.core.engine.RowSums}). Gates that read the same share one copy of it
 * ({@link dev.sluice.core.engine.JointProducts}).
 * Threads share rows of the batch, and a row's numbers do not depend on the other rows; sums over rows are one chain
 * in a fixed order. So the number of threads cannot change a bit of the result.
 *
 * <p>Shard, chunk and segment are defined in the overview of {@code train}.
 *
 * <p>Imports {@code tensor}, {@code kernel} and {@code graph}; knows no cells, layers or training.
 */
@NullMarked
package dev.sluice.core.engine;

import org.jspecify.annotations.NullMarked;
