package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.ExactLanes;
import dev.sluice.core.kernel.RowKernels;

/** Scratch of one thread for functions made of several loops: short enough to stay in the first-level cache. */
final class Tiles {

    /** Floats in a tile; a multiple of every vector and of the virtual lanes. */
    static final int LENGTH = 512;

    private static final ThreadLocal<Tiles> MINE = ThreadLocal.withInitial(Tiles::new);

    final float[] first = new float[LENGTH];
    final float[] second = new float[LENGTH];

    /** The virtual lanes of a sum, here because nothing may be allocated inside a time loop. */
    final float[] lanes = new float[RowKernels.LANES];

    /** Those of a sum that keeps what its additions lost. */
    final ExactLanes exact = new ExactLanes();

    private final float[] last = new float[Lanes.WIDTH];

    private Tiles() {}

    static Tiles mine() {
        return MINE.get();
    }

    /** A copy of the vector at {@code from}. */
    float[] last(float[] a, int from) {
        System.arraycopy(a, from, last, 0, Lanes.WIDTH);
        return last;
    }
}
