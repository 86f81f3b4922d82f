/**
 * Smaller files: weights in a half or a quarter of the bytes, converted to float32 by nodes of the graph.
 *
 * <p>Read {@link dev.sluice.export.weights.SmallWeights}.
 */
@NullMarked
package dev.sluice.export.weights;

import org.jspecify.annotations.NullMarked;
