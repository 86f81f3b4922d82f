/**
 * ONNX files at storage level: nodes and initializers by name, external weights, and rewrites of forms that ONNX Runtime
 * refuses.
 *
 * <p>Read {@link dev.sluice.export.importer.file.FileGraph} first. Files are treated as untrusted: sizes are checked
 * before memory is allocated, and no file outside the model's folder is opened. The meaning of nodes is left to
 * {@code read}.
 */
@NullMarked
package dev.sluice.export.importer.file;

import org.jspecify.annotations.NullMarked;
