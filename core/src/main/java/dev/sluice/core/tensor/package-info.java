/**
 * Blocks of numbers with a shape. Read {@link dev.sluice.core.tensor.Tensor} first, then {@link dev.sluice.core.tensor.Tensors},
 * named tensors in order. Arithmetic lives in {@code kernel}.
 */
@NullMarked
package dev.sluice.core.tensor;

import org.jspecify.annotations.NullMarked;
