package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.Panels;
import dev.sluice.core.kernel.ProductKernels;
import java.util.Arrays;

/**
 * {@link ProductKernels#multiply} in register tiles.
 */
final class VectorProduct implements ProductKernels {

    /*
     * Blocking of the product
     *
     *                                      panel: 2 vectors wide
     *                                        |<-- 2W -->|
     *                          +-------------+----------+------+
     *                          |             |  B panel |      |  kc rows of a panel: 256·2W floats, in the
     *                     kc { |             |    ||    |      |  first-level cache while rows pass by it
     *                          +-------------+----||----+------+
     *                          |             |    \/    |      |
     *                          +-------------+----------+------+
     *              kc
     *          +--------+---+  +-------------+----------+------+
     *          |        |   |  |             |          |      |
     *     mr { |==== > =|   |  |             |  C tile  |      |  mr x 2W accumulators, in registers
     *          |        |   |  |             |          |      |
     *          +--------+---+  +-------------+----------+------+
     *     A block: up to 96 rows x kc, in the second-level cache
     *
     * One step of a tile loads two vectors of B, and for each of mr rows broadcasts one float of A and does two fused
     * multiply-adds. mr is the largest for which accumulators, B and a broadcast fit the registers: 6 with 16 registers
     * (12 + 2 + 1), 12 with the 32 of AVX-512, 8 with the 32 of Neon. With two multiply-adds a cycle of four cycles
     * latency, eight accumulators keep the machine busy, if only just; so rows are cut into nearly equal tiles, 32 = 6 + 6 +
     * 5 + 5 + 5 + 5, rather than into full ones and a rest. One
     * or two rows alone take four or two panels at a time (WideTiles) for the same number of accumulators.
     *
     * Order of the loops, from outside: blocks of rows of A; blocks of k; panels of B; tiles. So the rows of C that a block
     * writes are in the cache from their first zero to their last sum, and C goes to memory once. Splitting k does not change
     * a bit: a tile begins from the C that the block before stored, so each element stays one chain over k.
     *
     * A is read where it lies, a tile walks mr rows in step: a time step's A is small, and packing it would cost more than
     * it gains. (VectorSummedProduct, whose A is large and stored the other way round, does pack it.)
     *
     * Edges. Rows: tiles exist for 1 ... 6, 8 and 12 rows. Columns: the last panel is padded with zeros when packed,
     * so a tile is always 2W wide; where C is narrower the tile works on a copy of C in scratch, and only the columns
     * that exist are copied back. What the padding computes is thrown away. k needs no edge.
     *
     * [1] K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.
     * [2] F. Van Zee and R. van de Geijn, BLIS: A Framework for Rapidly Instantiating BLAS Functionality, ACM TOMS
     *     41(3), 2015.
     */

    /** Columns of a tile and of a packed panel. */
    static final int PANEL = 2 * Lanes.WIDTH;

    /** Rows of the tallest tile. */
    static final int TALLEST = tallest(Lanes.WIDTH, System.getProperty("os.arch", ""));

    private static final int INNER_BLOCK = 256;
    private static final int ROW_BLOCK = 96;

    /** Each thread's tile of C at the right edge. */
    private static final ThreadLocal<float[]> EDGE = ThreadLocal.withInitial(() -> new float[TALLEST * PANEL]);

    private static int tallest(int width, String architecture) {
        if (width == 16) {
            return 12;
        }
        return architecture.equals("aarch64") ? 8 : 6;
    }

    @Override
    public int panelColumns() {
        return PANEL;
    }

    @Override
    public void packRight(
            float[] b, int bOffset, int ldb, boolean transposed, int k, int n, float[] packed, int packedOffset) {
        if (transposed) {
            Panels.pack(b, bOffset, ldb, true, k, n, packed, packedOffset, PANEL);
        } else {
            VectorPacking.rows(k, n, b, bOffset, ldb, packed, packedOffset);
        }
    }

    @Override
    public void multiplySummed(
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
        VectorSummedProduct.multiply(m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
    }

    @Override
    public void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int ldc,
            boolean accumulate) {
        for (int i = 0; i < m; i += ROW_BLOCK) {
            int rows = Math.min(ROW_BLOCK, m - i);
            int to = cOffset + i * ldc;
            for (int r = 0; r < rows && !accumulate; r++) {
                Arrays.fill(c, to + r * ldc, to + r * ldc + n, 0f);
            }
            for (int p = 0; p < k; p += INNER_BLOCK) {
                int inner = Math.min(INNER_BLOCK, k - p);
                int right = packedOffset + p * PANEL;
                panels(rows, n, inner, a, aOffset + i * lda + p, lda, packed, right, k * PANEL, c, to, ldc);
            }
        }
    }

    /** All panels against one block of rows. */
    private static void panels(
            int rows,
            int n,
            int inner,
            float[] a,
            int aOff,
            int lda,
            float[] packed,
            int right,
            int panelLength,
            float[] c,
            int to,
            int ldc) {
        int panel = right;
        int j = 0;
        for (; rows == 1 && j <= n - 4 * PANEL; j += 4 * PANEL) {
            WideTiles.rows1(inner, a, aOff, packed, panel, panelLength, c, to + j);
            panel += 4 * panelLength;
        }
        for (; rows == 2 && j <= n - 2 * PANEL; j += 2 * PANEL) {
            WideTiles.rows2(inner, a, aOff, lda, packed, panel, panelLength, c, to + j, ldc);
            panel += 2 * panelLength;
        }
        for (; j <= n - PANEL; j += PANEL) {
            tiles(rows, inner, a, aOff, lda, packed, panel, c, to + j, ldc);
            panel += panelLength;
        }
        if (j < n) {
            narrowTiles(rows, n - j, inner, a, aOff, lda, packed, panel, c, to + j, ldc);
        }
    }

    private static void tiles(
            int rows, int inner, float[] a, int aOff, int lda, float[] packed, int panel, float[] c, int to, int ldc) {
        for (int i = 0; i < rows; ) {
            int height = height(rows - i, TALLEST);
            tile(height, inner, a, aOff + i * lda, lda, packed, panel, c, to + i * ldc, ldc);
            i += height;
        }
    }

    private static void narrowTiles(
            int rows,
            int columns,
            int inner,
            float[] a,
            int aOff,
            int lda,
            float[] packed,
            int panel,
            float[] c,
            int to,
            int ldc) {
        float[] edge = EDGE.get();
        for (int i = 0; i < rows; ) {
            int height = height(rows - i, TALLEST);
            for (int r = 0; r < height; r++) {
                System.arraycopy(c, to + (i + r) * ldc, edge, r * PANEL, columns);
            }
            tile(height, inner, a, aOff + i * lda, lda, packed, panel, edge, 0, PANEL);
            for (int r = 0; r < height; r++) {
                System.arraycopy(edge, r * PANEL, c, to + (i + r) * ldc, columns);
            }
            i += height;
        }
    }

    /** Rows of the next tile when {@code rows} are left: as few tiles as will do, all nearly equal. */
    static int height(int rows, int tallest) {
        int tiles = Math.ceilDiv(rows, tallest);
        int height = Math.ceilDiv(rows, tiles);
        if (height <= 6) {
            return height;
        }
        if (rows < (height <= 8 ? 8 : tallest)) {
            return Math.ceilDiv(rows, 2);
        }
        return height <= 8 ? 8 : tallest;
    }

    /** One tile of {@code height} rows, which must be a height that exists. */
    static void tile(
            int height, int k, float[] a, int aOff, int lda, float[] b, int bOff, float[] c, int cOff, int ldc) {
        switch (height) {
            case 1 -> SmallTiles.rows1(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            case 2 -> SmallTiles.rows2(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            case 3 -> SmallTiles.rows3(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            case 4 -> SmallTiles.rows4(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            case 5 -> SmallTiles.rows5(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            case 6 -> LargeTiles.rows6(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            case 8 -> LargeTiles.rows8(k, a, aOff, lda, b, bOff, c, cOff, ldc);
            default -> LargeTiles.rows12(k, a, aOff, lda, b, bOff, c, cOff, ldc);
        }
    }
}
