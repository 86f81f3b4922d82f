/** The kernels in JMH. Read {@link dev.sluice.bench.jmh.KernelBenchmarks}. */
@NullMarked
package dev.sluice.bench.jmh;

import org.jspecify.annotations.NullMarked;
