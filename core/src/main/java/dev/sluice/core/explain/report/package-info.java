/** An explanation as pictures, as one HTML page and as JSON. Read {@link dev.sluice.core.explain.report.ExplanationReport} first. */
@NullMarked
package dev.sluice.core.explain.report;

import org.jspecify.annotations.NullMarked;
