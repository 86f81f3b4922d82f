/**
 * Reads models that Keras 2 and 3 have saved, and writes them as ONNX graphs for an importer to take.
 *
 * <p>Read {@link dev.sluice.export.keras.KerasFile} first. {@link dev.sluice.export.keras.StoredModel} is what a file holds,
 * {@link dev.sluice.export.keras.LayerMeaning} what one of its layers computes, {@link dev.sluice.export.keras.KerasGraph} writes
 * them down. Keras's conventions end here: gates in its order, weights as {@code [in, out]}, masks.
 *
 * <p>A file is read as hostile: everything that jHDF does happens within {@link dev.sluice.export.keras.Hdf5}.
 */
@NullMarked
package dev.sluice.export.keras;

import org.jspecify.annotations.NullMarked;
