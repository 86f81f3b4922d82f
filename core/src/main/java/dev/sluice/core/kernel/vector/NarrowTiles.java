package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles one vector wide, for a last panel of which the upper half is padding: half the work of {@link LargeTiles}. They begin
 * from a copy of C in scratch, a row every {@link VectorProduct#PANEL} floats, and leave their result there.
 *
 * <p>{@code next} is always {@link VectorProduct#LEFT_ROW}; see {@link LargeTiles}.
 */
final class NarrowTiles {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int PANEL = VectorProduct.PANEL;
    private static final int ROW = VectorProduct.LEFT_ROW;
    private static final boolean IS_CONSTANT = Lanes.WIDTH == 16;

    private NarrowTiles() {}

    /** A tile of at least {@code height} rows. */
    static void atLeast(int height, int k, float[] a, int aOff, float[] b, int bOff, float[] c) {
        if (height <= 4) {
            rows4(k, a, aOff, ROW, b, bOff, c);
        } else if (height <= 6) {
            rows6(k, a, aOff, ROW, b, bOff, c);
        } else if (height <= 8) {
            rows8(k, a, aOff, ROW, b, bOff, c);
        } else {
            rows12(k, a, aOff, ROW, b, bOff, c);
        }
    }

    static void rows4(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c) {
        int row = IS_CONSTANT ? ROW : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        FloatVector s0 = FloatVector.fromArray(S, c, 0);
        FloatVector s1 = FloatVector.fromArray(S, c, PANEL);
        FloatVector s2 = FloatVector.fromArray(S, c, 2 * PANEL);
        FloatVector s3 = FloatVector.fromArray(S, c, 3 * PANEL);
        for (int p = 0; p < k; p++) {
            FloatVector right = FloatVector.fromArray(S, b, bOff + p * PANEL);
            s0 = FloatVector.broadcast(S, a[aOff + p]).fma(right, s0);
            s1 = FloatVector.broadcast(S, a[a1 + p]).fma(right, s1);
            s2 = FloatVector.broadcast(S, a[a2 + p]).fma(right, s2);
            s3 = FloatVector.broadcast(S, a[a3 + p]).fma(right, s3);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, PANEL);
        s2.intoArray(c, 2 * PANEL);
        s3.intoArray(c, 3 * PANEL);
    }

    static void rows6(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c) {
        int row = IS_CONSTANT ? ROW : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        FloatVector s0 = FloatVector.fromArray(S, c, 0);
        FloatVector s1 = FloatVector.fromArray(S, c, PANEL);
        FloatVector s2 = FloatVector.fromArray(S, c, 2 * PANEL);
        FloatVector s3 = FloatVector.fromArray(S, c, 3 * PANEL);
        FloatVector s4 = FloatVector.fromArray(S, c, 4 * PANEL);
        FloatVector s5 = FloatVector.fromArray(S, c, 5 * PANEL);
        for (int p = 0; p < k; p++) {
            FloatVector right = FloatVector.fromArray(S, b, bOff + p * PANEL);
            s0 = FloatVector.broadcast(S, a[aOff + p]).fma(right, s0);
            s1 = FloatVector.broadcast(S, a[a1 + p]).fma(right, s1);
            s2 = FloatVector.broadcast(S, a[a2 + p]).fma(right, s2);
            s3 = FloatVector.broadcast(S, a[a3 + p]).fma(right, s3);
            s4 = FloatVector.broadcast(S, a[a4 + p]).fma(right, s4);
            s5 = FloatVector.broadcast(S, a[a5 + p]).fma(right, s5);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, PANEL);
        s2.intoArray(c, 2 * PANEL);
        s3.intoArray(c, 3 * PANEL);
        s4.intoArray(c, 4 * PANEL);
        s5.intoArray(c, 5 * PANEL);
    }

    static void rows8(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c) {
        int row = IS_CONSTANT ? ROW : next;
        int a1 = aOff + row;
        int a2 = a1 + row;
        int a3 = a2 + row;
        int a4 = a3 + row;
        int a5 = a4 + row;
        int a6 = a5 + row;
        int a7 = a6 + row;
        FloatVector s0 = FloatVector.fromArray(S, c, 0);
        FloatVector s1 = FloatVector.fromArray(S, c, PANEL);
        FloatVector s2 = FloatVector.fromArray(S, c, 2 * PANEL);
        FloatVector s3 = FloatVector.fromArray(S, c, 3 * PANEL);
        FloatVector s4 = FloatVector.fromArray(S, c, 4 * PANEL);
        FloatVector s5 = FloatVector.fromArray(S, c, 5 * PANEL);
        FloatVector s6 = FloatVector.fromArray(S, c, 6 * PANEL);
        FloatVector s7 = FloatVector.fromArray(S, c, 7 * PANEL);
        for (int p = 0; p < k; p++) {
            FloatVector right = FloatVector.fromArray(S, b, bOff + p * PANEL);
            s0 = FloatVector.broadcast(S, a[aOff + p]).fma(right, s0);
            s1 = FloatVector.broadcast(S, a[a1 + p]).fma(right, s1);
            s2 = FloatVector.broadcast(S, a[a2 + p]).fma(right, s2);
            s3 = FloatVector.broadcast(S, a[a3 + p]).fma(right, s3);
            s4 = FloatVector.broadcast(S, a[a4 + p]).fma(right, s4);
            s5 = FloatVector.broadcast(S, a[a5 + p]).fma(right, s5);
            s6 = FloatVector.broadcast(S, a[a6 + p]).fma(right, s6);
            s7 = FloatVector.broadcast(S, a[a7 + p]).fma(right, s7);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, PANEL);
        s2.intoArray(c, 2 * PANEL);
        s3.intoArray(c, 3 * PANEL);
        s4.intoArray(c, 4 * PANEL);
        s5.intoArray(c, 5 * PANEL);
        s6.intoArray(c, 6 * PANEL);
        s7.intoArray(c, 7 * PANEL);
    }

    static void rows12(int k, float[] a, int aOff, int next, float[] b, int bOff, float[] c) {
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
        FloatVector s0 = FloatVector.fromArray(S, c, 0);
        FloatVector s1 = FloatVector.fromArray(S, c, PANEL);
        FloatVector s2 = FloatVector.fromArray(S, c, 2 * PANEL);
        FloatVector s3 = FloatVector.fromArray(S, c, 3 * PANEL);
        FloatVector s4 = FloatVector.fromArray(S, c, 4 * PANEL);
        FloatVector s5 = FloatVector.fromArray(S, c, 5 * PANEL);
        FloatVector s6 = FloatVector.fromArray(S, c, 6 * PANEL);
        FloatVector s7 = FloatVector.fromArray(S, c, 7 * PANEL);
        FloatVector s8 = FloatVector.fromArray(S, c, 8 * PANEL);
        FloatVector s9 = FloatVector.fromArray(S, c, 9 * PANEL);
        FloatVector s10 = FloatVector.fromArray(S, c, 10 * PANEL);
        FloatVector s11 = FloatVector.fromArray(S, c, 11 * PANEL);
        for (int p = 0; p < k; p++) {
            FloatVector right = FloatVector.fromArray(S, b, bOff + p * PANEL);
            s0 = FloatVector.broadcast(S, a[aOff + p]).fma(right, s0);
            s1 = FloatVector.broadcast(S, a[a1 + p]).fma(right, s1);
            s2 = FloatVector.broadcast(S, a[a2 + p]).fma(right, s2);
            s3 = FloatVector.broadcast(S, a[a3 + p]).fma(right, s3);
            s4 = FloatVector.broadcast(S, a[a4 + p]).fma(right, s4);
            s5 = FloatVector.broadcast(S, a[a5 + p]).fma(right, s5);
            s6 = FloatVector.broadcast(S, a[a6 + p]).fma(right, s6);
            s7 = FloatVector.broadcast(S, a[a7 + p]).fma(right, s7);
            s8 = FloatVector.broadcast(S, a[a8 + p]).fma(right, s8);
            s9 = FloatVector.broadcast(S, a[a9 + p]).fma(right, s9);
            s10 = FloatVector.broadcast(S, a[a10 + p]).fma(right, s10);
            s11 = FloatVector.broadcast(S, a[a11 + p]).fma(right, s11);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, PANEL);
        s2.intoArray(c, 2 * PANEL);
        s3.intoArray(c, 3 * PANEL);
        s4.intoArray(c, 4 * PANEL);
        s5.intoArray(c, 5 * PANEL);
        s6.intoArray(c, 6 * PANEL);
        s7.intoArray(c, 7 * PANEL);
        s8.intoArray(c, 8 * PANEL);
        s9.intoArray(c, 9 * PANEL);
        s10.intoArray(c, 10 * PANEL);
        s11.intoArray(c, 11 * PANEL);
    }
}
