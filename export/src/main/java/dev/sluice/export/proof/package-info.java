/**
 * Proves that a file computes the same as the trained model, before it is used.
 *
 * <p>Read {@link dev.sluice.export.proof.Proof} first: it compares the file in ONNX Runtime with the engine, and on
 * smaller inputs with the float64 interpreter, over a grid of batch sizes and lengths.
 * {@link dev.sluice.export.proof.ProvenFile} gives a file its name only after that.
 */
@NullMarked
package dev.sluice.export.proof;

import org.jspecify.annotations.NullMarked;
