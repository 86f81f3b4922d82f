/**
 * Evaluates a trained model and its baselines on the test part. Read {@link dev.sluice.core.evaluation.Judge} first: it counts the
 * figures of either; then {@link dev.sluice.core.evaluation.BaselineJudgement}.
 *
 * <p>Everything here is in the units of the data.
 */
@NullMarked
package dev.sluice.core.evaluation;

import org.jspecify.annotations.NullMarked;
