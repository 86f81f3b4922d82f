/**
 * The recurrent operators of ONNX as Sluice cells, with the file's weights as initial values.
 *
 * <p>Read {@link dev.sluice.export.importer.layers.OnnxCell} first.
 */
@NullMarked
package dev.sluice.export.importer.layers;

import org.jspecify.annotations.NullMarked;
