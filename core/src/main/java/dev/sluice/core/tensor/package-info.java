/**
 * Float32 arrays with a shape, in row-major order, and nothing more.
 *
 * <p>A tensor owns its data: public factories copy, and no getter leaks the array behind it. Arithmetic is not done here but in
 * {@code dev.sluice.core.kernel}, on flat arrays. This is the ground floor: it imports no other package of Sluice.
 */
@NullMarked
package dev.sluice.core.tensor;

import org.jspecify.annotations.NullMarked;
