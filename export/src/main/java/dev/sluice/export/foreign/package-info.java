/**
 * What all models of other programs have in common, whatever their format: names that are safe to print, refusals, and layers
 * written as an ONNX graph.
 *
 * <p>Imports {@code onnx} only.
 */
@NullMarked
package dev.sluice.export.foreign;

import org.jspecify.annotations.NullMarked;
