/**
 * Steps of {@code data.prepare} as nodes, so that a file takes data as they were read.
 *
 * <p>Read {@link dev.sluice.export.preparation.RawInputs} first, the inputs of such a file, then
 * {@link dev.sluice.export.preparation.PreparationFront}, which makes of them what the network reads. All nodes are in float64, as the steps
 * are in Java. Letters: T steps, B rows, N columns.
 */
@NullMarked
package dev.sluice.export.preparation;

import org.jspecify.annotations.NullMarked;
