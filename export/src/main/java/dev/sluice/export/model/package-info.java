/**
 * A trained model as an ONNX file that is not proven yet. Read {@link dev.sluice.export.model.OnnxDraft} first.
 */
@NullMarked
package dev.sluice.export.model;

import org.jspecify.annotations.NullMarked;
