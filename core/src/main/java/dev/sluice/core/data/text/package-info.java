/**
 * Sources of texts: lines, tokens with tags, parallel files, long texts, frames of notes. Read {@link
 * dev.sluice.core.data.text.TextLines} first, from which all of them read, then {@link dev.sluice.core.data.text.TextSource}.
 *
 * <p>Every message names file and line. Repairs are counted in the {@link dev.sluice.core.data.DataReport} with the place of the first.
 */
@NullMarked
package dev.sluice.core.data.text;

import org.jspecify.annotations.NullMarked;
