/** The figures of a run by the names that trackers give them. Read {@link dev.sluice.trackers.figures.Figures} first. */
@NullMarked
package dev.sluice.trackers.figures;

import org.jspecify.annotations.NullMarked;
