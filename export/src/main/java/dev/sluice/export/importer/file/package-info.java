/**
 * ONNX files as they are stored: nodes and initializers by name, weights in second files, the forms that ONNX Runtime refuses.
 *
 * <p>Read {@link dev.sluice.export.importer.file.FileGraph} first. A file is read as hostile: sizes are checked before memory is
 * taken, and no file outside its folder is opened. Nothing here knows what a node means.
 */
@NullMarked
package dev.sluice.export.importer.file;

import org.jspecify.annotations.NullMarked;
