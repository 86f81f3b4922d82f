/**
 * Learning rates over time. Read {@link dev.sluice.core.train.schedule.Schedule} first; a schedule of one's own implements
 * it.
 */
@NullMarked
package dev.sluice.core.train.schedule;

import org.jspecify.annotations.NullMarked;
