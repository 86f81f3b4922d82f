/**
 * Reads anybody's recurrent ONNX model and makes a Sluice network of it.
 *
 * <p>Read {@link dev.sluice.export.importer.Tracer} first: it goes through the nodes of a file and gives each value its
 * meaning as a {@link dev.sluice.export.importer.Value}. A {@link dev.sluice.export.importer.Flow} is an expression of our
 * language together with the file's order of axes, so that the transposes, squeezes and reshapes that exporters write
 * around recurrent operators cost nothing. {@link dev.sluice.export.importer.OnnxImport} is what others call.
 *
 * <p>A file is read as hostile: sizes are checked before memory is taken, and no file outside its folder is opened.
 */
@NullMarked
package dev.sluice.export.importer;

import org.jspecify.annotations.NullMarked;
