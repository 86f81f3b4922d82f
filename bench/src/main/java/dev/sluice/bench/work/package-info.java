/**
 * The computations that the benchmarks time. Read {@link dev.sluice.bench.work.Work} first: it says what is to be computed and does it with
 * Sluice; a peer does the same by its own means. {@link dev.sluice.bench.work.Grid} lists them all.
 */
@NullMarked
package dev.sluice.bench.work;

import org.jspecify.annotations.NullMarked;
