/**
 * Warns of files that runtimes are known to reject or misread, before a model is shipped.
 *
 * <p>Read {@link dev.sluice.export.lint.Linter} first. Every rule names its source; {@code RecurrentAdvice} has the rules
 * for {@code GRU}, {@code LSTM} and {@code RNN}, {@code GraphAdvice} most others.
 */
@NullMarked
package dev.sluice.export.lint;

import org.jspecify.annotations.NullMarked;
