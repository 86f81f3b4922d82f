/**
 * The training loop and its parts: losses, metrics, schedules, clipping, early stopping, evaluation.
 *
 * <p>Read {@link dev.sluice.core.train.Trainer} first, then {@link dev.sluice.core.train.TrainingTask} and
 * {@link dev.sluice.core.train.TrainingConfig} for what goes in, and {@link dev.sluice.core.train.TrainingEvent} for what a
 * listener hears. {@link dev.sluice.core.train.TrainingState} is all that a training must have to go on. {@link dev.sluice.core.train.loss.Loss}, {@link dev.sluice.core.train.metric.Metric},
 * {@link dev.sluice.core.train.schedule.Schedule} and {@link dev.sluice.core.train.Optimizer} are what plugins implement: immutable
 * recipes whose {@code start} makes the state of one training.
 *
 * <p>Shapes: {@code B} sequences in a batch, {@code C} columns of outputs and targets. Epochs, batches and steps count from
 * 1. Training that diverges stops with the epoch, the loss and what to try. Optimizers come from outside; experiments and
 * the files of a run are unknown here.
 */
@NullMarked
package dev.sluice.core.train;

import org.jspecify.annotations.NullMarked;
