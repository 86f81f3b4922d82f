/**
 * Arithmetic on flat {@code float[]} arrays with offsets: matrix products, elementwise functions, reductions, random numbers.
 *
 * <p>One interface is the seam. A scalar implementation always exists and is the reference; a faster one is chosen at start when the
 * machine can run it. Every output element is the same chain of operations in the same order whatever the number of threads or the
 * width of a vector register, so results agree bit for bit. Kernels check nothing: callers validate shapes once, outside the loops.
 * May import {@code tensor} only.
 */
@NullMarked
package dev.sluice.core.kernel;

import org.jspecify.annotations.NullMarked;
