/**
 * Reads Keras 2 and 3 models and converts them to ONNX graphs for import.
 *
 * <p>Read {@link dev.sluice.export.keras.KerasFile} first. {@link dev.sluice.export.keras.StoredModel} is a file's
 * content, {@link dev.sluice.export.keras.LayerMeaning} the computation of one layer, and
 * {@link dev.sluice.export.keras.KerasGraph} writes the layers as nodes. Keras's conventions end here: its gate order,
 * {@code [in, out]} weights, masks.
 *
 * <p>Files are treated as untrusted: all use of jHDF happens in {@link dev.sluice.export.keras.Hdf5}.
 */
@NullMarked
package dev.sluice.export.keras;

import org.jspecify.annotations.NullMarked;
