/**
 * Records of runs, sent to trackers while they are made and whenever a tracker could not be reached. Read {@link
 * dev.sluice.core.experiment.tracking.Tracker} first.
 */
@NullMarked
package dev.sluice.core.experiment.tracking;

import org.jspecify.annotations.NullMarked;
