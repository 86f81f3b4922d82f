/**
 * The recurrent operators of ONNX as cells of Sluice, with the weights of a file as first values.
 *
 * <p>Read {@link dev.sluice.export.importer.layers.OnnxCell} first.
 */
@NullMarked
package dev.sluice.export.importer.layers;

import org.jspecify.annotations.NullMarked;
