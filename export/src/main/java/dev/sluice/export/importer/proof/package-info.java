/**
 * The proof of an import: the file in ONNX Runtime and the network in the engine give the same results for the same
 * inputs.
 *
 * <p>Read {@link dev.sluice.export.importer.proof.ArrivalProof} first.
 */
@NullMarked
package dev.sluice.export.importer.proof;

import org.jspecify.annotations.NullMarked;
