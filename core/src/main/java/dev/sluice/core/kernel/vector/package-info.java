/**
 * The kernels on the Vector API, and the only package that imports {@code jdk.incubator.vector}.
 *
 * <p>Methods stay small because HotSpot never compiles one above 8,000 bytecodes, and an uncompiled vector kernel is a thousand times
 * slower; species and operators are constants at the call site for the same reason. Nothing else refers to this package by type: it
 * is looked up at start, when the module is there.
 */
@NullMarked
package dev.sluice.core.kernel.vector;

import org.jspecify.annotations.NullMarked;
