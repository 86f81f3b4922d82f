package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Panels of a right side that lies row by row, {@code [k, n]}: whole vectors copied; see {@link VectorProduct}. */
final class VectorPacking {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int PANEL = VectorProduct.PANEL;

    private VectorPacking() {}

    static void rows(int k, int n, float[] b, int bOff, int ldb, float[] packed, int packedOffset) {
        for (int j = 0; j < n; j += PANEL) {
            int to = packedOffset + j * k;
            int from = bOff + j;
            if (n - j >= PANEL) {
                full(k, b, from, ldb, packed, to);
            } else {
                EdgeRows.copy(k, n - j, b, from, ldb, packed, to, PANEL);
            }
        }
    }

    private static void full(int k, float[] b, int bOff, int ldb, float[] packed, int to) {
        int from = bOff;
        for (int p = 0; p < k; p++) {
            FloatVector low = FloatVector.fromArray(S, b, from);
            FloatVector high = FloatVector.fromArray(S, b, from + W);
            low.intoArray(packed, to + p * PANEL);
            high.intoArray(packed, to + p * PANEL + W);
            from += ldb;
        }
    }
}
