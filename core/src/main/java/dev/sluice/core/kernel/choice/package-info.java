/**
 * The choice of kernels for this machine: the fastest implementation that can be used here, or the one that a system
 * property names. Read {@link dev.sluice.core.kernel.choice.KernelChoice}.
 */
@NullMarked
package dev.sluice.core.kernel.choice;

import org.jspecify.annotations.NullMarked;
