/**
 * Distributions of whole sequences of labels, given the scores that a network has for each step. Read
 * {@link dev.sluice.core.train.structure.SequenceForm} first.
 *
 * <p>Shapes: scores {@code [T, B, C]}, which are zeros past each row's length; a score of one label after another {@code [C, C]}, row
 * before column. All are logarithms. Knows nothing of losses, data or training.
 */
@NullMarked
package dev.sluice.core.train.structure;

import org.jspecify.annotations.NullMarked;
