/**
 * Clocks. Read {@link dev.sluice.bench.measure.Turns} first, which times sides in turns; {@link
 * dev.sluice.bench.measure.Peaks} measures the machine.
 */
@NullMarked
package dev.sluice.bench.measure;

import org.jspecify.annotations.NullMarked;
