package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.export.onnx.OnnxValue;

/**
 * A value of the model and what it has become in the file, both time first.
 *
 * @param layer that it belongs to, for example {@code encoder.l0} or {@code head.0}; else its operation
 * @param expr in the simplified graph
 * @param value in the main graph of the file
 */
public record TracedValue(String layer, Expr expr, OnnxValue value) {}
