package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.export.onnx.OnnxValue;

/**
 * A value of the model and its counterpart in the file, both time first.
 *
 * @param layer its layer, for example {@code encoder.l0} or {@code head.0}; otherwise its operation
 * @param expr expression in the simplified graph
 * @param value value in the file's main graph
 */
public record TracedValue(String layer, Expr expr, OnnxValue value) {}
