/**
 * What is known to go wrong with a model in a place where it will run, said before it is shipped.
 *
 * <p>Read {@link dev.sluice.export.lint.Linter} first. Every rule names its source; {@code RecurrentAdvice} holds those on
 * {@code GRU}, {@code LSTM} and {@code RNN}, {@code GraphAdvice} all others.
 */
@NullMarked
package dev.sluice.export.lint;

import org.jspecify.annotations.NullMarked;
