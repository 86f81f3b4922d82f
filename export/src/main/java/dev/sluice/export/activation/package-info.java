/**
 * The activation functions of ONNX, each defined once, as an expression: for imported files, and for numbers to compare
 * recognized loops with. Read {@link dev.sluice.export.activation.ActivationFunction}.
 */
@NullMarked
package dev.sluice.export.activation;

import org.jspecify.annotations.NullMarked;
