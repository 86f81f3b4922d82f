/**
 * Baselines of models that write or predict what comes next: n-grams of symbols, on-and-off chains of frames, a lexicon of word pairs. Read
 * {@link dev.sluice.core.baseline.language.KneserNey} first.
 */
@NullMarked
package dev.sluice.core.baseline.language;

import org.jspecify.annotations.NullMarked;
