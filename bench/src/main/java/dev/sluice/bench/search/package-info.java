/**
 * How few trials a search needs. Read {@link dev.sluice.bench.search.TestFunction} first.
 */
@NullMarked
package dev.sluice.bench.search;

import org.jspecify.annotations.NullMarked;
