package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.ProductKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ProductKernels#addProductsOfRows}: the gradient of a weight, where the inner length is every row of every time
 * step and both sides lie in memory with that length going down.
 */
final class VectorRowProducts {

    /*
     * Blocking of the product
     *
     *            B [k, n]: up to 256 columns x 256 rows are packed into panels 2W wide, and stay in the second-level
     *            cache while all of A's columns pass
     *
     *                  A [k, m]                       B [k, n]
     *              +-----+--+--+--+---+         +-----------+------+
     *         kc { |     |  |  |  |   |         |  |  |  |  |      |
     *              +-----+--+--+--+---+         +-----------+------+
     *              |      mr                    |   2W      |      |
     *
     *            A: up to 96 columns x 256 rows are packed into panels mr wide, also for the second-level cache
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

    private static final int INNER_BLOCK = VectorProduct.INNER_BLOCK;
    private static final int LEFT_BLOCK = 96;
    private static final int RIGHT_BLOCK = 65_536 / INNER_BLOCK;

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private VectorRowProducts() {}

    /** Memory of one thread. Panels of A may be shorter than the tallest tile, so there may be half as many again. */
    private static final class Scratch {
        final float[] left = new float[(LEFT_BLOCK / TALLEST + 2) * INNER_BLOCK * LEFT_STEP];
        final float[] right = new float[RIGHT_BLOCK * INNER_BLOCK];
        final float[] edge = new float[TALLEST * PANEL];
    }

    static void add(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float[] c,
            int cOffset,
            int ldc) {
        Scratch scratch = SCRATCH.get();
        for (int j = 0; j < n; j += RIGHT_BLOCK) {
            int columns = Math.min(RIGHT_BLOCK, n - j);
            for (int p = 0; p < k; p += INNER_BLOCK) {
                int inner = Math.min(INNER_BLOCK, k - p);
                VectorPacking.rows(inner, columns, b, bOffset + p * ldb + j, ldb, scratch.right, 0);
                for (int i = 0; i < m; i += LEFT_BLOCK) {
                    int rows = Math.min(LEFT_BLOCK, m - i);
                    packLeft(inner, rows, a, aOffset + p * lda + i, lda, scratch.left);
                    block(rows, columns, inner, scratch, c, cOffset + i * ldc + j, ldc);
                }
            }
        }
    }

    private static void packLeft(int k, int rows, float[] a, int aOff, int lda, float[] packed) {
        int to = 0;
        for (int i = 0; i < rows; ) {
            int height = VectorProduct.height(rows - i, TALLEST);
            int from = aOff + i;
            // Whole vectors read past a panel, which at the end of the array is not possible.
            int whole = Math.clamp(Math.floorDiv(a.length - LEFT_STEP - from, lda) + 1, 0, k);
            packOne(k, whole, height, a, from, lda, packed, to);
            to += k * LEFT_STEP;
            i += height;
        }
    }

    private static void packOne(int k, int whole, int height, float[] a, int aOff, int lda, float[] packed, int to) {
        for (int v = 0; v < LEFT_STEP; v += W) {
            packWhole(whole, a, aOff + v, lda, packed, to + v);
        }
        for (int p = whole; p < k; p++) {
            for (int r = 0; r < height; r++) {
                packed[to + p * LEFT_STEP + r] = a[aOff + p * lda + r];
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

    /** Packed rows against packed columns. */
    private static void block(int rows, int columns, int k, Scratch scratch, float[] c, int to, int ldc) {
        for (int j = 0; j < columns; j += PANEL) {
            int left = 0;
            for (int i = 0; i < rows; ) {
                int height = VectorProduct.height(rows - i, TALLEST);
                int at = to + i * ldc + j;
                if (columns - j >= PANEL && isTile(height)) {
                    tile(height, k, scratch.left, left, scratch.right, j * k, c, at, ldc);
                } else {
                    edge(height, Math.min(PANEL, columns - j), k, scratch, left, j * k, c, at, ldc);
                }
                left += k * LEFT_STEP;
                i += height;
            }
        }
    }

    private static void edge(
            int height, int columns, int k, Scratch scratch, int left, int right, float[] c, int to, int ldc) {
        float[] edge = scratch.edge;
        for (int r = 0; r < height; r++) {
            System.arraycopy(c, to + r * ldc, edge, r * PANEL, columns);
        }
        tile(height, k, scratch.left, left, scratch.right, right, edge, 0, PANEL);
        for (int r = 0; r < height; r++) {
            System.arraycopy(edge, r * PANEL, c, to + r * ldc, columns);
        }
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
