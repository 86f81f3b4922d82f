/**
 * Benchmarks of Sluice. Read {@link dev.sluice.bench.Benchmark} first: it measures the machine's peaks, then times each
 * {@link dev.sluice.bench.work.Work} here and in each {@link dev.sluice.bench.Peer} that is on the class path, in turns, after
 * checking that all compute the same.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
