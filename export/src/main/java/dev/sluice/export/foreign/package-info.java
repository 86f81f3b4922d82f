/**
 * The common parts of reading models of other programs, whatever their format: names that are safe to print, refusals, and layers
 * written as an ONNX graph. Read {@link dev.sluice.export.foreign.LayerFile} first.
 *
 * <p>Imports {@code onnx} only.
 */
@NullMarked
package dev.sluice.export.foreign;

import org.jspecify.annotations.NullMarked;
