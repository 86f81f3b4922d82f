package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 1 to 5 rows; see {@link VectorProduct}. Written out row by row because an array of vectors would live in
 * memory instead of in registers.
 *
 * <p>{@code next} is always {@link VectorProduct#LEFT_ROW}: with 16 registers a constant distance lets HotSpot do the loads of
 * a step at once and run out of registers, as in {@link PackedTiles}; with 32 it saves an addition for each row.
 */
final class SmallTiles {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int ROW = VectorProduct.LEFT_ROW;
    private static final boolean IS_CONSTANT = W == 16;

    private SmallTiles() {}

    static void rows1(
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
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
    }

    static void rows2(
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
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, s1);
        FloatVector h1 = FloatVector.fromArray(S, s, s1 + W);
        for (int p = 0; p < k; p++) {
            FloatVector bl = FloatVector.fromArray(S, b, bOff + p * 2 * W);
            FloatVector bh = FloatVector.fromArray(S, b, bOff + p * 2 * W + W);
            FloatVector v0 = FloatVector.broadcast(S, a[aOff + p]);
            l0 = v0.fma(bl, l0);
            h0 = v0.fma(bh, h0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + p]);
            l1 = v1.fma(bl, l1);
            h1 = v1.fma(bh, h1);
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
    }

    static void rows3(
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
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        int s2 = s1 + lds;
        int c2 = c1 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, s1);
        FloatVector h1 = FloatVector.fromArray(S, s, s1 + W);
        FloatVector l2 = FloatVector.fromArray(S, s, s2);
        FloatVector h2 = FloatVector.fromArray(S, s, s2 + W);
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
        }
        l0.intoArray(c, cOff);
        h0.intoArray(c, cOff + W);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + W);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + W);
    }

    static void rows4(
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
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        int s2 = s1 + lds;
        int c2 = c1 + ldc;
        int s3 = s2 + lds;
        int c3 = c2 + ldc;
        FloatVector l0 = FloatVector.fromArray(S, s, sOff);
        FloatVector h0 = FloatVector.fromArray(S, s, sOff + W);
        FloatVector l1 = FloatVector.fromArray(S, s, s1);
        FloatVector h1 = FloatVector.fromArray(S, s, s1 + W);
        FloatVector l2 = FloatVector.fromArray(S, s, s2);
        FloatVector h2 = FloatVector.fromArray(S, s, s2 + W);
        FloatVector l3 = FloatVector.fromArray(S, s, s3);
        FloatVector h3 = FloatVector.fromArray(S, s, s3 + W);
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

    static void rows5(
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
        int s1 = sOff + lds;
        int c1 = cOff + ldc;
        int s2 = s1 + lds;
        int c2 = c1 + ldc;
        int s3 = s2 + lds;
        int c3 = c2 + ldc;
        int s4 = s3 + lds;
        int c4 = c3 + ldc;
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
}
