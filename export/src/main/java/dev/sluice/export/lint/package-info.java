/**
 * Warns of what runtimes are known to refuse or misread, before a model is shipped.
 *
 * <p>Read {@link dev.sluice.export.lint.Linter} first. Every rule names its source; {@code RecurrentAdvice} holds those on
 * {@code GRU}, {@code LSTM} and {@code RNN}, {@code GraphAdvice} all others.
 */
@NullMarked
package dev.sluice.export.lint;

import org.jspecify.annotations.NullMarked;
