/**
 * Turns a graph into a plan and runs it forward and backward in float32.
 *
 * <p>The plan hoists what depends on inputs alone out of the time loop, joins products that share their left side, fuses the
 * elementwise rest in tiles that stay in the first-level cache, and defers weight gradients to one product per weight. Work is cut
 * into shards of a fixed number of batch rows, never one per thread, so the number of threads cannot change a bit of the result.
 * The engine knows no cells, layers or training.
 */
@NullMarked
package dev.sluice.core.engine;

import org.jspecify.annotations.NullMarked;
