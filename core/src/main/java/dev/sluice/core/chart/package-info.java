/**
 * Charts as PNG files, in one style. Read {@link dev.sluice.core.chart.Charts} first, then {@link dev.sluice.core.chart.Picture}, which one
 * or several of them become.
 */
@NullMarked
package dev.sluice.core.chart;

import org.jspecify.annotations.NullMarked;
