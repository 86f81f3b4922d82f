/**
 * Predictions of an exported model for the rows of a table. Read {@link dev.sluice.cluster.score.SluiceModel} first.
 *
 * <p>An executor opens one session of ONNX Runtime for all its tasks. Rows whose sequences are equally long run together, so
 * nothing is padded; a row that does not fit the model is kept, with the reason in the column {@code error}.
 */
@NullMarked
package dev.sluice.cluster.score;

import org.jspecify.annotations.NullMarked;
