/** Clocks: {@link dev.sluice.bench.measure.Turns} times sides in turns, {@link dev.sluice.bench.measure.Peaks} the machine. */
@NullMarked
package dev.sluice.bench.measure;

import org.jspecify.annotations.NullMarked;
