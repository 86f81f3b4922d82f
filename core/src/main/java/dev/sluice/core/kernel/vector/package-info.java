/**
 * The kernels written with {@code jdk.incubator.vector}; nothing else in Sluice may import that module.
 *
 * <p>Read {@code VectorKernelProvider} first, then {@code VectorProduct}, which explains how the matrix product is blocked, and
 * {@code VectorRowProducts} for the gradients of weights.
 *
 * <p>Four facts of the HotSpot compiler shape this package. A method above 8,000 bytecodes is never compiled, and an
 * uncompiled vector kernel is a thousand times slower: loops are kept in small methods, and edges apart from them. Operators and species must be
 * constants where they are used, so each loop is written out rather than passed an operator. A vector that lives across
 * a call that is not inlined is put on the heap, so helpers that take or return vectors must be tiny. And all vectors of an
 * element type must have one shape, that of {@code Lanes}: methods that all shapes share are otherwise calls whose target
 * HotSpot cannot tell, and kernels that have nothing to do with the other shape become a hundred times slower.
 */
@NullMarked
package dev.sluice.core.kernel.vector;

import org.jspecify.annotations.NullMarked;
