/** OpenBLAS: single-precision products. Read {@link dev.sluice.bench.peers.openblas.OpenBlasPeer}. */
@NullMarked
package dev.sluice.bench.peers.openblas;

import org.jspecify.annotations.NullMarked;
