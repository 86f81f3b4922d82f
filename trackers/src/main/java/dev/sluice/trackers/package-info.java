/** Trackers for other programs' stores, as a plugin. Read {@link dev.sluice.trackers.TrackersPlugin} first. */
@NullMarked
package dev.sluice.trackers;

import org.jspecify.annotations.NullMarked;
