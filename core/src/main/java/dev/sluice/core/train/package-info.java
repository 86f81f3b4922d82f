/**
 * The training loop and its parts: losses, metrics, schedules, clipping, early stopping, evaluation.
 *
 * <p>Read {@link dev.sluice.core.train.Trainer} first, then {@link dev.sluice.core.train.TrainingTask} and
 * {@link dev.sluice.core.train.TrainingConfig}, its input, and {@link dev.sluice.core.train.TrainingEvent}, which listeners
 * receive. {@link dev.sluice.core.train.TrainingState} is everything needed to resume training. Plugins implement
 * {@link dev.sluice.core.train.loss.Loss}, {@link dev.sluice.core.train.metric.Metric},
 * {@link dev.sluice.core.train.schedule.Schedule} and {@link dev.sluice.core.train.Optimizer}: immutable recipes whose
 * {@code start} makes the state of one training.
 *
 * <p>Shapes: {@code B} sequences in a batch, {@code C} columns of outputs and targets. Epochs, batches and steps count from
 * 1. Training that diverges stops with the epoch, the loss and a remedy. Optimizers come from outside; experiments and
 * the files of a run are unknown here.
 *
 * <p>Four words for parts, here and in {@code graph} and {@code engine}:
 *
 * <pre>
 *   piece     steps of a batch that truncated back-propagation trains on at once
 *   segment   steps between two states that are kept, when gradients compute the rest again
 *   shard     rows of a batch that one thread takes through a loop
 *   chunk     neighboring numbers that elementwise instructions work on while they are in the cache
 * </pre>
 */
@NullMarked
package dev.sluice.core.train;

import org.jspecify.annotations.NullMarked;
