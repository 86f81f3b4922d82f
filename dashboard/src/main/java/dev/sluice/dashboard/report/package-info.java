/**
 * Reports as single files that open without a network. Read {@link dev.sluice.dashboard.report.RunReport} first.
 */
@NullMarked
package dev.sluice.dashboard.report;

import org.jspecify.annotations.NullMarked;
