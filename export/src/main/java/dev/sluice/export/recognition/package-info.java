/**
 * Recognizes loops that compute one of the three recurrent functions for which ONNX has operators, regardless of their
 * cell's name.
 *
 * <p>Read {@link dev.sluice.export.recognition.Recognition} first. A step is written as a polynomial over values that
 * cannot be decomposed ({@link dev.sluice.export.recognition.StepAlgebra}), the polynomial is compared with the
 * operators' equations, the weights are bound, and the result is checked against the loop in float64 before it is used.
 * Independent of cells and files. Letters: T steps, B rows, I input features, H state features, G gates.
 */
@NullMarked
package dev.sluice.export.recognition;

import org.jspecify.annotations.NullMarked;
