/** Event files of TensorBoard. Read {@link dev.sluice.trackers.tensorboard.TensorBoardTracker} first. */
@NullMarked
package dev.sluice.trackers.tensorboard;

import org.jspecify.annotations.NullMarked;
