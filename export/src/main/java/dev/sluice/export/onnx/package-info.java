/**
 * Writes, reads and checks ONNX files. Independent of cells, layers and Sluice's graphs.
 *
 * <p>Read {@link dev.sluice.export.onnx.OnnxModelBuilder} first: it holds the main {@link dev.sluice.export.onnx.OnnxGraph},
 * to which {@link dev.sluice.export.onnx.OnnxMath}, {@link dev.sluice.export.onnx.OnnxShaping},
 * {@link dev.sluice.export.onnx.OnnxReductions}, {@link dev.sluice.export.onnx.OnnxRecurrent} and
 * {@link dev.sluice.export.onnx.OnnxScan} add nodes through typed handles, {@link dev.sluice.export.onnx.OnnxValue}. These
 * handle the differences between operator sets, such as the axes of a {@code squeeze}, which are an attribute or an
 * input. {@link dev.sluice.export.onnx.OnnxChecker} reports the rule violations of any model.
 *
 * <p>The same calls in the same order give the same bytes.
 *
 * <p>Letters in shapes: {@code T} time, {@code N} batch rows, {@code D} directions (1 or 2), {@code I} input features, {@code H}
 * hidden features.
 */
@NullMarked
package dev.sluice.export.onnx;

import org.jspecify.annotations.NullMarked;
