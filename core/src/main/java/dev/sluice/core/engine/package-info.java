/**
 * Turns a graph into a plan and runs it forward and backward in float32. Read {@link dev.sluice.core.engine.Plan} first; then
 * {@link dev.sluice.core.engine.PlanCompiler}, which turns whole values into {@link dev.sluice.core.engine.Instruction}s,
 * {@link dev.sluice.core.engine.StepCompiler}, which does so for the step of a scan, and
 * {@link dev.sluice.core.engine.Schedule}, which puts both into an order that suits the machine.
 *
 * <p>Products of inputs leave the loop over time; products that share a sum accumulate into it; elementwise functions run over
 * chunks that stay in the first-level cache; gradients of weights are one product after the loop; the batch is cut into shards
 * of rows, each of which runs all its steps on one thread. Nothing is summed across shards or threads, so their number cannot
 * change a bit of a result.
 *
 * <p>Imports {@code graph}, {@code kernel} and {@code tensor}; knows no cells, layers or training.
 */
@NullMarked
package dev.sluice.core.engine;

import org.jspecify.annotations.NullMarked;
