package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 6 to 12 rows; see {@link VectorProduct}. Written out row by row because an array of vectors would live in
 * memory instead of in registers.
 *
 * <p>{@code next} is always {@link VectorProduct#LEFT_ROW}: with 16 registers a constant distance lets HotSpot do the loads of
 * a step at once and run out of registers, as in {@link PackedTiles}; with 32 it saves an addition for each row.
 */
final class LargeTiles {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int ROW = VectorProduct.LEFT_ROW;
    private static final boolean IS_CONSTANT = W == 16;

    private LargeTiles() {}

    static void rows6(
            int k,
            float[] a,
            int aOff,
            int next,
            float[] b,
            int bOff,
            float[] s,
            int sOff,
            int lds,
            float[] c,
            int cOff,
            int ldc) {
        int row = IS_CONSTANT ? ROW : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        int s2 = s1 + lds;
        int c2 = c1 + ldc;
        int s3 = s2 + lds;
        int c3 = c2 + ldc;
        int s4 = s3 + lds;
        int c4 = c3 + ldc;
        int s5 = s4 + lds;
        int c5 = c4 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, s1);
        FloatVector h1 = FloatVector.fromArray(S, s, s1 + W);
        FloatVector l2 = FloatVector.fromArray(S, s, s2);
        FloatVector h2 = FloatVector.fromArray(S, s, s2 + W);
        FloatVector l3 = FloatVector.fromArray(S, s, s3);
        FloatVector h3 = FloatVector.fromArray(S, s, s3 + W);
        FloatVector l4 = FloatVector.fromArray(S, s, s4);
        FloatVector h4 = FloatVector.fromArray(S, s, s4 + W);
        FloatVector l5 = FloatVector.fromArray(S, s, s5);
        FloatVector h5 = FloatVector.fromArray(S, s, s5 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + p]);
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

    static void rows8(
            int k,
            float[] a,
            int aOff,
            int next,
            float[] b,
            int bOff,
            float[] s,
            int sOff,
            int lds,
            float[] c,
            int cOff,
            int ldc) {
        int row = IS_CONSTANT ? ROW : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        int a6 = a5 + row;
        int a7 = a6 + row;
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        int s2 = s1 + lds;
        int c2 = c1 + ldc;
        int s3 = s2 + lds;
        int c3 = c2 + ldc;
        int s4 = s3 + lds;
        int c4 = c3 + ldc;
        int s5 = s4 + lds;
        int c5 = c4 + ldc;
        int s6 = s5 + lds;
        int c6 = c5 + ldc;
        int s7 = s6 + lds;
        int c7 = c6 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, s1);
        FloatVector h1 = FloatVector.fromArray(S, s, s1 + W);
        FloatVector l2 = FloatVector.fromArray(S, s, s2);
        FloatVector h2 = FloatVector.fromArray(S, s, s2 + W);
        FloatVector l3 = FloatVector.fromArray(S, s, s3);
        FloatVector h3 = FloatVector.fromArray(S, s, s3 + W);
        FloatVector l4 = FloatVector.fromArray(S, s, s4);
        FloatVector h4 = FloatVector.fromArray(S, s, s4 + W);
        FloatVector l5 = FloatVector.fromArray(S, s, s5);
        FloatVector h5 = FloatVector.fromArray(S, s, s5 + W);
        FloatVector l6 = FloatVector.fromArray(S, s, s6);
        FloatVector h6 = FloatVector.fromArray(S, s, s6 + W);
        FloatVector l7 = FloatVector.fromArray(S, s, s7);
        FloatVector h7 = FloatVector.fromArray(S, s, s7 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + p]);
            l5 = v5.fma(bl, l5);
            h5 = v5.fma(bh, h5);
            FloatVector v6 = FloatVector.broadcast(S, a[a6 + p]);
            l6 = v6.fma(bl, l6);
            h6 = v6.fma(bh, h6);
            FloatVector v7 = FloatVector.broadcast(S, a[a7 + p]);
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

    static void rows12(
            int k,
            float[] a,
            int aOff,
            int next,
            float[] b,
            int bOff,
            float[] s,
            int sOff,
            int lds,
            float[] c,
            int cOff,
            int ldc) {
        int row = IS_CONSTANT ? ROW : next;
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
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        int s2 = s1 + lds;
        int c2 = c1 + ldc;
        int s3 = s2 + lds;
        int c3 = c2 + ldc;
        int s4 = s3 + lds;
        int c4 = c3 + ldc;
        int s5 = s4 + lds;
        int c5 = c4 + ldc;
        int s6 = s5 + lds;
        int c6 = c5 + ldc;
        int s7 = s6 + lds;
        int c7 = c6 + ldc;
        int s8 = s7 + lds;
        int c8 = c7 + ldc;
        int s9 = s8 + lds;
        int c9 = c8 + ldc;
        int s10 = s9 + lds;
        int c10 = c9 + ldc;
        int s11 = s10 + lds;
        int c11 = c10 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, s1);
        FloatVector h1 = FloatVector.fromArray(S, s, s1 + W);
        FloatVector l2 = FloatVector.fromArray(S, s, s2);
        FloatVector h2 = FloatVector.fromArray(S, s, s2 + W);
        FloatVector l3 = FloatVector.fromArray(S, s, s3);
        FloatVector h3 = FloatVector.fromArray(S, s, s3 + W);
        FloatVector l4 = FloatVector.fromArray(S, s, s4);
        FloatVector h4 = FloatVector.fromArray(S, s, s4 + W);
        FloatVector l5 = FloatVector.fromArray(S, s, s5);
        FloatVector h5 = FloatVector.fromArray(S, s, s5 + W);
        FloatVector l6 = FloatVector.fromArray(S, s, s6);
        FloatVector h6 = FloatVector.fromArray(S, s, s6 + W);
        FloatVector l7 = FloatVector.fromArray(S, s, s7);
        FloatVector h7 = FloatVector.fromArray(S, s, s7 + W);
        FloatVector l8 = FloatVector.fromArray(S, s, s8);
        FloatVector h8 = FloatVector.fromArray(S, s, s8 + W);
        FloatVector l9 = FloatVector.fromArray(S, s, s9);
        FloatVector h9 = FloatVector.fromArray(S, s, s9 + W);
        FloatVector l10 = FloatVector.fromArray(S, s, s10);
        FloatVector h10 = FloatVector.fromArray(S, s, s10 + W);
        FloatVector l11 = FloatVector.fromArray(S, s, s11);
        FloatVector h11 = FloatVector.fromArray(S, s, s11 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + p]);
            l2 = v2.fma(bl, l2);
            h2 = v2.fma(bh, h2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + p]);
            l3 = v3.fma(bl, l3);
            h3 = v3.fma(bh, h3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + p]);
            l4 = v4.fma(bl, l4);
            h4 = v4.fma(bh, h4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + p]);
            l5 = v5.fma(bl, l5);
            h5 = v5.fma(bh, h5);
            FloatVector v6 = FloatVector.broadcast(S, a[a6 + p]);
            l6 = v6.fma(bl, l6);
            h6 = v6.fma(bh, h6);
            FloatVector v7 = FloatVector.broadcast(S, a[a7 + p]);
            l7 = v7.fma(bl, l7);
            h7 = v7.fma(bh, h7);
            FloatVector v8 = FloatVector.broadcast(S, a[a8 + p]);
            l8 = v8.fma(bl, l8);
            h8 = v8.fma(bh, h8);
            FloatVector v9 = FloatVector.broadcast(S, a[a9 + p]);
            l9 = v9.fma(bl, l9);
            h9 = v9.fma(bh, h9);
            FloatVector v10 = FloatVector.broadcast(S, a[a10 + p]);
            l10 = v10.fma(bl, l10);
            h10 = v10.fma(bh, h10);
            FloatVector v11 = FloatVector.broadcast(S, a[a11 + p]);
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
