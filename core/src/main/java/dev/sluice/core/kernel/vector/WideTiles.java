package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of one or two rows that are several panels wide: with a batch of one, a tile of one panel would have but two
 * chains of additions under way, and each step would wait four cycles for the one before; see {@link VectorProduct}.
 */
final class WideTiles {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;

    private WideTiles() {}

    /** One row, four panels that are {@code panelLength} floats apart. */
    static void rows1(
            int k,
            float[] a,
            int aOff,
            float[] b,
            int bOff,
            int panelLength,
            float[] s,
            int sOff,
            int across,
            float[] c,
            int cOff) {
        int b1 = bOff + panelLength;
        int b2 = b1 + panelLength;
        int b3 = b2 + panelLength;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, sOff + across);
        FloatVector h1 = FloatVector.fromArray(S, s, sOff + across + W);
        FloatVector l2 = FloatVector.fromArray(S, s, sOff + 2 * across);
        FloatVector h2 = FloatVector.fromArray(S, s, sOff + 2 * across + W);
        FloatVector l3 = FloatVector.fromArray(S, s, sOff + 3 * across);
        FloatVector h3 = FloatVector.fromArray(S, s, sOff + 3 * across + W);
        for (int p = 0; p < k; p++) {
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            l0 = v0.fma(FloatVector.fromArray(S, b, bOff + p * 2 * W), l0);
            h0 = v0.fma(FloatVector.fromArray(S, b, bOff + p * 2 * W + W), h0);
            l1 = v0.fma(FloatVector.fromArray(S, b, b1 + p * 2 * W), l1);
            h1 = v0.fma(FloatVector.fromArray(S, b, b1 + p * 2 * W + W), h1);
            l2 = v0.fma(FloatVector.fromArray(S, b, b2 + p * 2 * W), l2);
            h2 = v0.fma(FloatVector.fromArray(S, b, b2 + p * 2 * W + W), h2);
            l3 = v0.fma(FloatVector.fromArray(S, b, b3 + p * 2 * W), l3);
            h3 = v0.fma(FloatVector.fromArray(S, b, b3 + p * 2 * W + W), h3);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, cOff + 2 * W);
        h1.intoArray(c, cOff + 3 * W);
        l2.intoArray(c, cOff + 4 * W);
        h2.intoArray(c, cOff + 5 * W);
        l3.intoArray(c, cOff + 6 * W);
        h3.intoArray(c, cOff + 7 * W);
    }

    /** Two rows, two panels that are {@code panelLength} floats apart. */
    static void rows2(
            int k,
            float[] a,
            int aOff,
            float[] b,
            int bOff,
            int panelLength,
            float[] s,
            int sOff,
            int across,
            int lds,
            float[] c,
            int cOff,
            int ldc) {
        int b1 = bOff + panelLength;
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, sOff + across);
        FloatVector h1 = FloatVector.fromArray(S, s, sOff + across + W);
        FloatVector l2 = FloatVector.fromArray(S, s, s1);
        FloatVector h2 = FloatVector.fromArray(S, s, s1 + W);
        FloatVector l3 = FloatVector.fromArray(S, s, s1 + across);
        FloatVector h3 = FloatVector.fromArray(S, s, s1 + across + W);
        for (int p = 0; p < k; p++) {
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            FloatVector v1 = FloatVector.broadcast(S, a[aOff + VectorProduct.LEFT_ROW + p]);
            FloatVector bl0 = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh0 = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            l0 = v0.fma(bl0, l0);
            h0 = v0.fma(bh0, h0);
            l2 = v1.fma(bl0, l2);
            h2 = v1.fma(bh0, h2);
            FloatVector bl1 = FloatVector.fromArray(S, b, b1 + p * 2 * W);
            FloatVector bh1 = FloatVector.fromArray(S, b, b1 + p * 2 * W + W);
            l1 = v0.fma(bl1, l1);
            h1 = v0.fma(bh1, h1);
            l3 = v1.fma(bl1, l3);
            h3 = v1.fma(bh1, h3);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, cOff + 2 * W);
        h1.intoArray(c, cOff + 3 * W);
        l2.intoArray(c, c1);
        h2.intoArray(c, c1 + W);
        l3.intoArray(c, c1 + 2 * W);
        h3.intoArray(c, c1 + 3 * W);
    }
}
