/**
 * Preparation of inputs before windows are cut and numbers are scaled: categories, gaps, outliers, lags, calendar, seasons.
 *
 * <p>Read {@link dev.sluice.core.data.prepare.PrepareConfig} first, what an experiment may ask for, then
 * {@link dev.sluice.core.data.prepare.Step}, the kinds of steps, and {@link dev.sluice.core.data.prepare.Prepared}, steps that are fitted.
 *
 * <p>Steps are fitted on the training part alone. A step looks at the past and present of a row, so that a part of the data is prepared
 * as it would be in use; the one that looks ahead, linear interpolation, sees no further than its part.
 */
@NullMarked
package dev.sluice.core.data.prepare;

import org.jspecify.annotations.NullMarked;
