/**
 * Conversion of a trained model to an unproven ONNX file. Read {@link dev.sluice.export.model.OnnxDraft} first.
 */
@NullMarked
package dev.sluice.export.model;

import org.jspecify.annotations.NullMarked;
