/**
 * Lowers graphs to ONNX models.
 *
 * <p>Read {@link dev.sluice.export.lowering.Lowering} first: it declares the file's inputs and outputs and passes the
 * graph to {@code GraphLowering}, which lowers it value by value. {@code PrimitiveLowering} has a case for each primitive
 * of the language; a loop becomes {@code GRU}, {@code LSTM} or {@code RNN} if {@link dev.sluice.export.recognition}
 * recognizes it ({@code RecurrentLowering}), otherwise {@code Scan} ({@code ScanLowering}). In steps the number of nodes
 * matters: {@link dev.sluice.export.lowering.fuse} rewrites graphs to have fewer, and {@code Sums}, {@code LayerNorms}
 * and {@code Splits} write fewer.
 *
 * <p>The file's interface is batch first ({@code tokens [batch, time]}), with time first inside; indices are int64,
 * lengths int32, everything else float32; batch and time are symbolic.
 */
@NullMarked
package dev.sluice.export.lowering;

import org.jspecify.annotations.NullMarked;
