/**
 * Translates the values of a file into expressions.
 *
 * <p>Read {@link dev.sluice.export.importer.read.Tracer} first: it goes through the nodes and translates each result to a
 * {@link dev.sluice.export.importer.read.Value}. A {@link dev.sluice.export.importer.read.Flow} is an expression together
 * with the file's axis order, so that the transposes, squeezes and reshapes that exporters write around recurrent
 * operators cost nothing. {@link dev.sluice.export.importer.read.OnnxImport} is the result.
 */
@NullMarked
package dev.sluice.export.importer.read;

import org.jspecify.annotations.NullMarked;
