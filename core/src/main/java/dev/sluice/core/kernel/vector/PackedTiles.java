package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles for a left side that is packed, {@link VectorRowProducts#LEFT_STEP} floats for each step of the inner length; see
 * {@link VectorRowProducts}. Written out row by row because an array of vectors would live in memory instead of in
 * registers.
 *
 * <p>{@code next} is the distance between rows in the panel, always 1: were it a constant where there are 16 registers,
 * HotSpot would see that the loads of a step are neighbors, do them all at once, run out of registers and keep an
 * accumulator in memory, which costs more than half of the speed. With 32 registers the constant saves an addition for each
 * row.
 */
final class PackedTiles {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int STEP = VectorRowProducts.LEFT_STEP;
    private static final boolean IS_CONSTANT = W == 16;

    private PackedTiles() {}

    static void rows4(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row = IS_CONSTANT ? 1 : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int c1 = cOff + ldc;
        int c2 = c1 + ldc;
        int c3 = c2 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, c, cOff);
        FloatVector h0 = FloatVector.fromArray(S, c, cOff + W);
        FloatVector l1 = FloatVector.fromArray(S, c, c1);
        FloatVector h1 = FloatVector.fromArray(S, c, c1 + W);
        FloatVector l2 = FloatVector.fromArray(S, c, c2);
        FloatVector h2 = FloatVector.fromArray(S, c, c2 + W);
        FloatVector l3 = FloatVector.fromArray(S, c, c3);
        FloatVector h3 = FloatVector.fromArray(S, c, c3 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p * STEP]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p * STEP]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p * STEP]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p * STEP]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + W);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + W);
    }

    static void rows5(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row = IS_CONSTANT ? 1 : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int c1 = cOff + ldc;
        int c2 = c1 + ldc;
        int c3 = c2 + ldc;
        int c4 = c3 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, c, cOff);
        FloatVector h0 = FloatVector.fromArray(S, c, cOff + W);
        FloatVector l1 = FloatVector.fromArray(S, c, c1);
        FloatVector h1 = FloatVector.fromArray(S, c, c1 + W);
        FloatVector l2 = FloatVector.fromArray(S, c, c2);
        FloatVector h2 = FloatVector.fromArray(S, c, c2 + W);
        FloatVector l3 = FloatVector.fromArray(S, c, c3);
        FloatVector h3 = FloatVector.fromArray(S, c, c3 + W);
        FloatVector l4 = FloatVector.fromArray(S, c, c4);
        FloatVector h4 = FloatVector.fromArray(S, c, c4 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p * STEP]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p * STEP]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p * STEP]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p * STEP]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p * STEP]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + W);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + W);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + W);
    }

    static void rows6(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row = IS_CONSTANT ? 1 : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        int c1 = cOff + ldc;
        int c2 = c1 + ldc;
        int c3 = c2 + ldc;
        int c4 = c3 + ldc;
        int c5 = c4 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, c, cOff);
        FloatVector h0 = FloatVector.fromArray(S, c, cOff + W);
        FloatVector l1 = FloatVector.fromArray(S, c, c1);
        FloatVector h1 = FloatVector.fromArray(S, c, c1 + W);
        FloatVector l2 = FloatVector.fromArray(S, c, c2);
        FloatVector h2 = FloatVector.fromArray(S, c, c2 + W);
        FloatVector l3 = FloatVector.fromArray(S, c, c3);
        FloatVector h3 = FloatVector.fromArray(S, c, c3 + W);
        FloatVector l4 = FloatVector.fromArray(S, c, c4);
        FloatVector h4 = FloatVector.fromArray(S, c, c4 + W);
        FloatVector l5 = FloatVector.fromArray(S, c, c5);
        FloatVector h5 = FloatVector.fromArray(S, c, c5 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p * STEP]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p * STEP]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p * STEP]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p * STEP]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p * STEP]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + p * STEP]);
            l5 = v5.fma(bl, l5);
            h5 = v5.fma(bh, h5);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + W);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + W);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + W);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + W);
    }

    static void rows8(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row = IS_CONSTANT ? 1 : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        int a6 = a5 + row;
        int a7 = a6 + row;
        int c1 = cOff + ldc;
        int c2 = c1 + ldc;
        int c3 = c2 + ldc;
        int c4 = c3 + ldc;
        int c5 = c4 + ldc;
        int c6 = c5 + ldc;
        int c7 = c6 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, c, cOff);
        FloatVector h0 = FloatVector.fromArray(S, c, cOff + W);
        FloatVector l1 = FloatVector.fromArray(S, c, c1);
        FloatVector h1 = FloatVector.fromArray(S, c, c1 + W);
        FloatVector l2 = FloatVector.fromArray(S, c, c2);
        FloatVector h2 = FloatVector.fromArray(S, c, c2 + W);
        FloatVector l3 = FloatVector.fromArray(S, c, c3);
        FloatVector h3 = FloatVector.fromArray(S, c, c3 + W);
        FloatVector l4 = FloatVector.fromArray(S, c, c4);
        FloatVector h4 = FloatVector.fromArray(S, c, c4 + W);
        FloatVector l5 = FloatVector.fromArray(S, c, c5);
        FloatVector h5 = FloatVector.fromArray(S, c, c5 + W);
        FloatVector l6 = FloatVector.fromArray(S, c, c6);
        FloatVector h6 = FloatVector.fromArray(S, c, c6 + W);
        FloatVector l7 = FloatVector.fromArray(S, c, c7);
        FloatVector h7 = FloatVector.fromArray(S, c, c7 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p * STEP]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p * STEP]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p * STEP]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p * STEP]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p * STEP]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + p * STEP]);
            l5 = v5.fma(bl, l5);
            h5 = v5.fma(bh, h5);
            FloatVector v6 = FloatVector.broadcast(S, a[a6 + p * STEP]);
            l6 = v6.fma(bl, l6);
            h6 = v6.fma(bh, h6);
            FloatVector v7 = FloatVector.broadcast(S, a[a7 + p * STEP]);
            l7 = v7.fma(bl, l7);
            h7 = v7.fma(bh, h7);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + W);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + W);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + W);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + W);
        l6.intoArray(c, c6);
        h6.intoArray(c, c6 + W);
        l7.intoArray(c, c7);
        h7.intoArray(c, c7 + W);
    }

    static void rows12(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row = IS_CONSTANT ? 1 : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        int a6 = a5 + row;
        int a7 = a6 + row;
        int a8 = a7 + row;
        int a9 = a8 + row;
        int a10 = a9 + row;
        int a11 = a10 + row;
        int c1 = cOff + ldc;
        int c2 = c1 + ldc;
        int c3 = c2 + ldc;
        int c4 = c3 + ldc;
        int c5 = c4 + ldc;
        int c6 = c5 + ldc;
        int c7 = c6 + ldc;
        int c8 = c7 + ldc;
        int c9 = c8 + ldc;
        int c10 = c9 + ldc;
        int c11 = c10 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, c, cOff);
        FloatVector h0 = FloatVector.fromArray(S, c, cOff + W);
        FloatVector l1 = FloatVector.fromArray(S, c, c1);
        FloatVector h1 = FloatVector.fromArray(S, c, c1 + W);
        FloatVector l2 = FloatVector.fromArray(S, c, c2);
        FloatVector h2 = FloatVector.fromArray(S, c, c2 + W);
        FloatVector l3 = FloatVector.fromArray(S, c, c3);
        FloatVector h3 = FloatVector.fromArray(S, c, c3 + W);
        FloatVector l4 = FloatVector.fromArray(S, c, c4);
        FloatVector h4 = FloatVector.fromArray(S, c, c4 + W);
        FloatVector l5 = FloatVector.fromArray(S, c, c5);
        FloatVector h5 = FloatVector.fromArray(S, c, c5 + W);
        FloatVector l6 = FloatVector.fromArray(S, c, c6);
        FloatVector h6 = FloatVector.fromArray(S, c, c6 + W);
        FloatVector l7 = FloatVector.fromArray(S, c, c7);
        FloatVector h7 = FloatVector.fromArray(S, c, c7 + W);
        FloatVector l8 = FloatVector.fromArray(S, c, c8);
        FloatVector h8 = FloatVector.fromArray(S, c, c8 + W);
        FloatVector l9 = FloatVector.fromArray(S, c, c9);
        FloatVector h9 = FloatVector.fromArray(S, c, c9 + W);
        FloatVector l10 = FloatVector.fromArray(S, c, c10);
        FloatVector h10 = FloatVector.fromArray(S, c, c10 + W);
        FloatVector l11 = FloatVector.fromArray(S, c, c11);
        FloatVector h11 = FloatVector.fromArray(S, c, c11 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p * STEP]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p * STEP]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p * STEP]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p * STEP]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p * STEP]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + p * STEP]);
            l5 = v5.fma(bl, l5);
            h5 = v5.fma(bh, h5);
            FloatVector v6 = FloatVector.broadcast(S, a[a6 + p * STEP]);
            l6 = v6.fma(bl, l6);
            h6 = v6.fma(bh, h6);
            FloatVector v7 = FloatVector.broadcast(S, a[a7 + p * STEP]);
            l7 = v7.fma(bl, l7);
            h7 = v7.fma(bh, h7);
            FloatVector v8 = FloatVector.broadcast(S, a[a8 + p * STEP]);
            l8 = v8.fma(bl, l8);
            h8 = v8.fma(bh, h8);
            FloatVector v9 = FloatVector.broadcast(S, a[a9 + p * STEP]);
            l9 = v9.fma(bl, l9);
            h9 = v9.fma(bh, h9);
            FloatVector v10 = FloatVector.broadcast(S, a[a10 + p * STEP]);
            l10 = v10.fma(bl, l10);
            h10 = v10.fma(bh, h10);
            FloatVector v11 = FloatVector.broadcast(S, a[a11 + p * STEP]);
            l11 = v11.fma(bl, l11);
            h11 = v11.fma(bh, h11);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + W);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + W);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + W);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + W);
        l6.intoArray(c, c6);
        h6.intoArray(c, c6 + W);
        l7.intoArray(c, c7);
        h7.intoArray(c, c7 + W);
        l8.intoArray(c, c8);
        h8.intoArray(c, c8 + W);
        l9.intoArray(c, c9);
        h9.intoArray(c, c9 + W);
        l10.intoArray(c, c10);
        h10.intoArray(c, c10 + W);
        l11.intoArray(c, c11);
        h11.intoArray(c, c11 + W);
    }
}
