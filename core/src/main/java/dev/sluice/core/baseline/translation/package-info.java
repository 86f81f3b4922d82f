/**
 * Baselines for texts that are written about a text, such as translations: each symbol of the source by itself, as it is or by a table.
 * Read {@link dev.sluice.core.baseline.translation.Dictionary} first.
 */
@NullMarked
package dev.sluice.core.baseline.translation;

import org.jspecify.annotations.NullMarked;
