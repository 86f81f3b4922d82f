/**
 * A model file as a person wants to read it.
 *
 * <p>Read {@link dev.sluice.export.show.ModelDescription} first; {@link dev.sluice.export.show.CodeExample} writes a program that
 * runs the file in another language.
 */
@NullMarked
package dev.sluice.export.show;

import org.jspecify.annotations.NullMarked;
