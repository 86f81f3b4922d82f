/**
 * Descriptions of model files and example programs for them.
 *
 * <p>Read {@link dev.sluice.export.show.ModelDescription} first; {@link dev.sluice.export.show.CodeExample} writes a program that
 * runs the file in another language.
 */
@NullMarked
package dev.sluice.export.show;

import org.jspecify.annotations.NullMarked;
