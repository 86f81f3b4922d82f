/** OpenBLAS: single-precision products. */
@NullMarked
package dev.sluice.bench.peers.openblas;

import org.jspecify.annotations.NullMarked;
