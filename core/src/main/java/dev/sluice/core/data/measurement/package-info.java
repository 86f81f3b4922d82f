/**
 * The source {@code measurements}: files with one measurement a row, such as {@code id,time,name,value}, as series of all that was measured. Read
 * {@link dev.sluice.core.data.measurement.MeasurementsOptions} first, then {@link dev.sluice.core.data.measurement.MeasuredSteps}.
 */
@NullMarked
package dev.sluice.core.data.measurement;

import org.jspecify.annotations.NullMarked;
