/**
 * Exports trained models to ONNX and proves each file before it counts as done. Read {@link dev.sluice.export.ExportPlugin} first: it lists
 * exporters, importers and predictors.
 *
 * <p>Writing the file, mapping our graphs to it, and running it in ONNX Runtime are three separate concerns in packages of their own.
 * This module is the only one that knows protobuf and ONNX Runtime.
 */
@NullMarked
package dev.sluice.export;

import org.jspecify.annotations.NullMarked;
