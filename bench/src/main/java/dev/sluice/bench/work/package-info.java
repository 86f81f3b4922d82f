/**
 * What is timed: a {@link dev.sluice.bench.work.Work} says what is to be computed and does it with Sluice; a peer does the
 * same with its own means. {@link dev.sluice.bench.work.Grid} lists them all.
 */
@NullMarked
package dev.sluice.bench.work;

import org.jspecify.annotations.NullMarked;
