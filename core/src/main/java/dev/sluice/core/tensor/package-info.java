/**
 * Blocks of float32 numbers with a shape: {@link dev.sluice.core.tensor.Tensor} and {@link dev.sluice.core.tensor.Shape}.
 * Arithmetic lives in {@code kernel}. Imports nothing of Sluice.
 */
@NullMarked
package dev.sluice.core.tensor;

import org.jspecify.annotations.NullMarked;
