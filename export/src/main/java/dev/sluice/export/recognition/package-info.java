/**
 * Finds out whether a loop is one of the three recurrent functions that ONNX has operators for, whatever its author called
 * it.
 *
 * <p>Read {@link dev.sluice.export.recognition.Recognition} first. A step is written as a polynomial over what cannot be taken
 * apart ({@link dev.sluice.export.recognition.StepAlgebra}), the polynomial is compared with the equations of the operators, the
 * weights are bound, and the result is computed beside the loop in float64 before anybody relies on it. Nothing here knows
 * cells or writes files. Letters: T steps, B rows, I features of the input, H of the state, G gates.
 */
@NullMarked
package dev.sluice.export.recognition;

import org.jspecify.annotations.NullMarked;
