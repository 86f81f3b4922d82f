/**
 * Arithmetic on flat {@code float[]} arrays: the only place in Sluice that holds inner loops.
 *
 * <p>Read {@link dev.sluice.core.kernel.Kernels} first, then {@link dev.sluice.core.kernel.Kernels#scalar}, the
 * reference that every other implementation must match <em>bit for bit</em>, and {@link dev.sluice.core.kernel.choice.KernelChoice}
 * for how one is chosen. {@link dev.sluice.core.kernel.CounterRandom} gives random numbers that are a function of their
 * position, never of who asked first. {@link dev.sluice.core.kernel.CacheLine} says where arrays are best read from.
 *
 * <p>Letters: {@code m}, {@code n}, {@code k} are the rows, the columns and the inner length of a product; {@code lda},
 * {@code ldb}, {@code ldc} are distances in floats between the starts of two stored rows. Matrices are row-major.
 *
 * <p>Nothing here checks its arguments beyond what the array accesses do themselves; shapes and aliasing are the
 * caller's to check, once, outside the loops. This package knows nothing of tensors, graphs or who owns an array.
 */
@NullMarked
package dev.sluice.core.kernel;

import org.jspecify.annotations.NullMarked;
