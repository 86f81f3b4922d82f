/**
 * Smaller files: weights in half or a quarter of the bytes, made float32 again by nodes of the graph.
 *
 * <p>Read {@link dev.sluice.export.weights.SmallWeights}.
 */
@NullMarked
package dev.sluice.export.weights;

import org.jspecify.annotations.NullMarked;
