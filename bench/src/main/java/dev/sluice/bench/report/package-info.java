/** The measurements on the terminal, as JSON and as Markdown. Read {@link dev.sluice.bench.report.Report} first. */
@NullMarked
package dev.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
