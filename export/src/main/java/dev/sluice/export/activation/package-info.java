/**
 * The activation functions of ONNX, each defined once as an expression, used for imported files and for reference values
 * of recognized loops. Read {@link dev.sluice.export.activation.ActivationFunction}.
 */
@NullMarked
package dev.sluice.export.activation;

import org.jspecify.annotations.NullMarked;
