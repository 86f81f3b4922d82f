/**
 * The small language in which cells and models are written: expressions over symbolic shapes, with a scan over time as a
 * primitive.
 *
 * <p>Each primitive is defined in one place by its shape rule, its float64 meaning and its adjoint, which is written in the same
 * primitives; whatever is composed of primitives has all three. Symbolic sizes are {@code B} (batch) and {@code T} (time), activations
 * are {@code [T, B, F]}. This package knows nothing of how fast things run.
 */
@NullMarked
package dev.sluice.core.graph;

import org.jspecify.annotations.NullMarked;
