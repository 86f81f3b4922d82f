/**
 * The training loop and its parts: losses, metrics, schedules, clipping, early stopping, checkpoints.
 *
 * <p>Optimizers are plugged in from outside; this package defines what one is. Training that diverges stops with the epoch, the loss
 * and what to try. Experiments and the files of a run are unknown here.
 */
@NullMarked
package dev.sluice.core.train;

import org.jspecify.annotations.NullMarked;
