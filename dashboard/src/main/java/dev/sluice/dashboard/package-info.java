/**
 * Runs, studies and models in a browser, and reports that open without a network. Read {@link dev.sluice.dashboard.Dashboard}
 * first.
 */
@NullMarked
package dev.sluice.dashboard;

import org.jspecify.annotations.NullMarked;
