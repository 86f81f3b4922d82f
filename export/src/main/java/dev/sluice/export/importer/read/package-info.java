/**
 * Reading: every value of a file as an expression of the language.
 *
 * <p>Read {@link dev.sluice.export.importer.read.Tracer} first: it goes through the nodes and gives each value its meaning as a
 * {@link dev.sluice.export.importer.read.Value}. A {@link dev.sluice.export.importer.read.Flow} is an expression together with
 * the order of axes in the file, so that the transposes, squeezes and reshapes that exporters write around recurrent operators
 * cost nothing. {@link dev.sluice.export.importer.read.OnnxImport} is the result.
 */
@NullMarked
package dev.sluice.export.importer.read;

import org.jspecify.annotations.NullMarked;
