/**
 * The quantities that training minimizes, as expressions. Read {@link dev.sluice.core.train.loss.Loss} first; a loss of
 * one's own implements it.
 *
 * <p>Knows networks' outputs and targets; nothing of the training loop.
 */
@NullMarked
package dev.sluice.core.train.loss;

import org.jspecify.annotations.NullMarked;
