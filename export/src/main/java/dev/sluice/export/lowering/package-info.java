/**
 * Writes any graph of Sluice as an ONNX model.
 *
 * <p>Read {@link dev.sluice.export.lowering.Lowering} first: it declares inputs and outputs at the file's border and hands the
 * graph to {@code GraphLowering}, which goes through it value by value. {@code PrimitiveLowering} holds the one line that each
 * primitive of the language becomes; a loop becomes {@code GRU}, {@code LSTM} or {@code RNN} where
 * {@link dev.sluice.export.recognition} finds it to be one ({@code RecurrentLowering}), else {@code Scan}
 * ({@code ScanLowering}). In steps nodes count: {@link dev.sluice.export.lowering.fuse} rewrites graphs to have fewer, and
 * {@code Sums}, {@code LayerNorms} and {@code Splits} write them so.
 *
 * <p>Conventions at the border: batch first ({@code tokens [batch, time]}), time first inside; indices int64, lengths int32,
 * everything else float32; batch and time symbolic.
 */
@NullMarked
package dev.sluice.export.lowering;

import org.jspecify.annotations.NullMarked;
