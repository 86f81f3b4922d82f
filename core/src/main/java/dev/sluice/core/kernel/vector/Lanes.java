package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The one vector shape of this package: the machine's own, but no wider than the virtual lanes of a sum. */
final class Lanes {

    private static final VectorShape SHAPE = shape();

    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

    /** Floats in a vector: 4, 8 or 16. */
    static final int WIDTH = FLOATS.length();

    /** The sign bit of a float. */
    static final int SIGN = 0x80000000;

    private Lanes() {}

    private static VectorShape shape() {
        VectorShape preferred = FloatVector.SPECIES_PREFERRED.vectorShape();
        return preferred.vectorBitSize() > 512 ? VectorShape.S_512_BIT : preferred;
    }
}
