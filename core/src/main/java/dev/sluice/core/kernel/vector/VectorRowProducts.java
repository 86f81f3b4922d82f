package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.ProductKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ProductKernels#addPackedRows}: the gradient of a weight, where the inner length is every row of every time step and
 * both sides lie in memory with that length going down.
 */
final class VectorRowProducts {

    /*
     * Blocking of the product
     *
     *            B [k, n]: kc rows are packed into panels 2W wide, and stay in the second-level cache while all of A's
     *            columns pass
     *
     *                  A [k, m]                       B [k, n]
     *              +-----+--+--+--+---+         +-----------+------+
     *         kc { |     |  |  |  |   |         |  |  |  |  |      |
     *              +-----+--+--+--+---+         +-----------+------+
     *              |      mr                    |   2W      |      |
     *
     *            A: kc rows are packed into panels mr wide; 96 columns of them at a time pass by all of B's panels
     *
     *      packed A panel:  a(0,i) ... a(0,i+mr-1) .. | a(1,i) ... a(1,i+mr-1) .. | ...  kc steps of 8 or 16 floats
     *      packed B panel:  b(0,j) ... b(0,j+2W-1) | b(1,j) ... b(1,j+2W-1) | ...        kc steps of 2W floats
     *
     * This is the order of Goto and van de Geijn: a panel of B stays in the first-level cache while the panels of A
     * stream by, and a tile of C, mr x 2W, stays in registers for kc steps. What is summed over, k, is cut from the
     * outside in, in ascending order, and a tile begins from the C that the block before stored: each element is still
     * one chain over k.
     *
     * Packing A costs one load and one store for each step of a panel: whole vectors are copied, with a few floats more
     * than mr that are never read.
     *
     * Edges. The last tiles of a block have fewer rows than mr: VectorProduct.height() says how many. They run in the
     * next taller tile there is, on whatever the panel holds beyond them, and on a copy of C of which only the rows and
     * columns that exist are copied back.
     */

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int PANEL = VectorProduct.PANEL;
    private static final int TALLEST = VectorProduct.TALLEST;

    /**
     * Floats from one step of a panel of A to the next: a power of two, because HotSpot takes a multiplication by 6 or 12
     * apart into shifts and then no longer sees that indices stay in range, which halves the speed.
     */
    static final int LEFT_STEP = TALLEST <= 8 ? 8 : 16;

    private static final int LEFT_BLOCK = 96;

    /** Rows of A that are packed together: few enough to stay in the first-level cache, and streams for the processor to fetch ahead. */
    private static final int STRIP = 8;

    private static final ThreadLocal<float[]> EDGE = ThreadLocal.withInitial(() -> new float[TALLEST * PANEL]);

    private VectorRowProducts() {}

    static int leftLength(int k, int m) {
        int panels = 0;
        for (int i = 0; i < m; i += VectorProduct.height(m - i)) {
            panels++;
        }
        return Math.multiplyExact(panels * LEFT_STEP, k);
    }

    static void packLeft(int k, int m, float[] a, int aOff, int lda, float[] packed, int packedOffset) {
        for (int p = 0; p < k; p += STRIP) {
            int to = packedOffset + p * LEFT_STEP;
            int rows = Math.min(STRIP, k - p);
            for (int i = 0; i < m; ) {
                int height = VectorProduct.height(m - i);
                packStrip(rows, height, a, aOff + p * lda + i, lda, packed, to);
                to += k * LEFT_STEP;
                i += height;
            }
        }
    }

    private static void packStrip(int k, int height, float[] a, int from, int lda, float[] packed, int to) {
        // Whole vectors read past a panel, which at the end of the array is not possible.
        int whole = Math.clamp(Math.floorDiv(a.length - LEFT_STEP - from, lda) + 1, 0, k);
        for (int v = 0; v < LEFT_STEP; v += W) {
            packWhole(whole, a, from + v, lda, packed, to + v);
        }
        for (int p = whole; p < k; p++) {
            for (int r = 0; r < height; r++) {
                packed[to + p * LEFT_STEP + r] = a[from + p * lda + r];
            }
        }
    }

    private static void packWhole(int k, float[] a, int aOff, int lda, float[] packed, int to) {
        int from = aOff;
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(S, a, from).intoArray(packed, to + p * LEFT_STEP);
            from += lda;
        }
    }

    static void add(
            int m, int n, int k, float[] left, int leftOff, float[] right, int rightOff, float[] c, int cOff, int ldc) {
        int from = leftOff;
        for (int i = 0; i < m; ) {
            int end = i;
            int panels = 0;
            while (end < m && end - i < LEFT_BLOCK) {
                end += VectorProduct.height(m - end);
                panels++;
            }
            for (int j = 0; j < n; j += PANEL) {
                int columns = Math.min(PANEL, n - j);
                tiles(m, i, end, columns, k, left, from, right, rightOff + j * k, c, cOff + j, ldc);
            }
            from += panels * k * LEFT_STEP;
            i = end;
        }
    }

    /** Rows {@code first} to {@code end} of C, a panel wide. */
    private static void tiles(
            int m,
            int first,
            int end,
            int columns,
            int k,
            float[] left,
            int leftOff,
            float[] right,
            int rightOff,
            float[] c,
            int cOff,
            int ldc) {
        int from = leftOff;
        for (int i = first; i < end; ) {
            int height = VectorProduct.height(m - i);
            int to = cOff + i * ldc;
            if (columns == PANEL && isTile(height)) {
                tile(height, k, left, from, right, rightOff, c, to, ldc);
            } else {
                edge(height, columns, k, left, from, right, rightOff, c, to, ldc);
            }
            from += k * LEFT_STEP;
            i += height;
        }
    }

    private static void edge(
            int height,
            int columns,
            int k,
            float[] left,
            int leftOff,
            float[] right,
            int rightOff,
            float[] c,
            int to,
            int ldc) {
        float[] edge = EDGE.get();
        EdgeRows.copy(height, columns, c, to, ldc, edge, 0, PANEL);
        if (columns <= W) {
            NarrowPackedTiles.atLeast(height, k, left, leftOff, right, rightOff, edge);
        } else {
            tile(height, k, left, leftOff, right, rightOff, edge, 0, PANEL);
        }
        EdgeRows.copy(height, columns, edge, 0, PANEL, c, to, ldc);
    }

    private static boolean isTile(int height) {
        return height == 4 || height == 5 || height == 6 || height == 8 || height == 12;
    }

    /** A tile of at least {@code height} rows. */
    private static void tile(
            int height, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int ldc) {
        if (height <= 4) {
            PackedTiles.rows4(k, a, aOff, 1, b, bOff, c, cOff, ldc);
        } else if (height == 5) {
            PackedTiles.rows5(k, a, aOff, 1, b, bOff, c, cOff, ldc);
        } else if (height == 6) {
            PackedTiles.rows6(k, a, aOff, 1, b, bOff, c, cOff, ldc);
        } else if (height <= 8) {
            PackedTiles.rows8(k, a, aOff, 1, b, bOff, c, cOff, ldc);
        } else {
            PackedTiles.rows12(k, a, aOff, 1, b, bOff, c, cOff, ldc);
        }
    }
}
