/**
 * Shows that a file computes what the trained model computes, before anybody relies on it.
 *
 * <p>Read {@link dev.sluice.export.proof.Proof} first: it runs the file in ONNX Runtime beside the engine, and beside the float64
 * interpreter on the smaller inputs, over a grid of batch sizes and lengths. {@link dev.sluice.export.proof.ProvenFile} lets a
 * file have its name only after that.
 */
@NullMarked
package dev.sluice.export.proof;

import org.jspecify.annotations.NullMarked;
