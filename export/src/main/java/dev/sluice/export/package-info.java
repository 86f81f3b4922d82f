/**
 * Exports trained models to ONNX and proves each file before it is accepted. Read {@link dev.sluice.export.ExportPlugin}
 * first: it lists exporters, importers and predictors.
 *
 * <p>Writing files, lowering graphs, and running files in ONNX Runtime are separate concerns in separate packages.
 * This module is the only one that knows protobuf and ONNX Runtime.
 */
@NullMarked
package dev.sluice.export;

import org.jspecify.annotations.NullMarked;
