/** What was measured, as lines on the terminal, as JSON and as Markdown. */
@NullMarked
package dev.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
