/**
 * Blocks of float32 numbers with a shape: {@link dev.sluice.core.tensor.Tensor} and {@link dev.sluice.core.tensor.Shape};
 * named ones in order: {@link dev.sluice.core.tensor.Tensors}. Arithmetic lives in {@code kernel}.
 */
@NullMarked
package dev.sluice.core.tensor;

import org.jspecify.annotations.NullMarked;
