package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.Panels;
import dev.sluice.core.kernel.ProductKernels;
import dev.sluice.core.kernel.RightSides;
import org.jspecify.annotations.Nullable;

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
     *                          |             |  B panel |      |  kc rows of a panel: 16 KiB, in the
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
     *     A block: up to 384 rows x 4 kc, copied, in the second-level cache
     *
     * One step of a tile loads two vectors of B, and for each of mr rows broadcasts one float of A and does two fused
     * multiply-adds. mr is the largest for which accumulators, B and a broadcast fit the registers: 6 with 16 registers
     * (12 + 2 + 1), 12 with the 32 of AVX-512, 8 with the 32 of Neon. With two multiply-adds a cycle of four cycles
     * latency, eight accumulators keep the machine busy, if only just; so rows are cut into nearly equal tiles, 32 = 6 + 6 +
     * 5 + 5 + 5 + 5, rather than into full ones and a rest. One
     * or two rows alone take four or two panels at a time (WideTiles) for the same number of accumulators.
     *
     * Order of the loops, from outside: blocks of rows of A; up to four kc of k; panels of B; kc of k; tiles. So B is read from
     * one end to the other, once for each block of rows, and C a panel wide stays in the cache from its start to its last sum.
     * A tile begins from a row of the start (zeros, a bias, rows of another array), for later rows of a panel from the C that it
     * stored before: splitting k does not change a bit, each element stays one chain.
     *
     * A block of A is copied, rows a constant distance apart (LEFT_ROW), and a tile walks mr rows in step. Copying costs one
     * load and one store for W multiply-adds of each panel; the constant saves the addition that each row's address takes
     * otherwise, which at 12 rows take turns with the multiply-adds. (VectorRowProducts, whose A is stored the other way
     * round, packs it.)
     *
     * Edges. Rows: tiles exist for 1 ... 6, 8 and 12 rows. Columns: the last panel is padded, so a tile is 2W wide, or W
     * where the padding has the upper half (NarrowTiles); where C is narrower the tile works on a copy of C in scratch, and
     * only the columns that exist are copied back (EdgeRows). What the padding computes is thrown away. k needs no edge.
     *
     * [1] K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.
     * [2] F. Van Zee and R. van de Geijn, BLIS: A Framework for Rapidly Instantiating BLAS Functionality, ACM TOMS
     *     41(3), 2015.
     */

    /** Columns of a tile and of a packed panel. */
    static final int PANEL = 2 * Lanes.WIDTH;

    /** Rows of the tallest tile. */
    static final int TALLEST = tallest(Lanes.WIDTH, System.getProperty("os.arch", ""));

    /** Rows of a panel that take 16 KiB of the first-level cache. */
    static final int INNER_BLOCK = Math.min(256, 4096 / PANEL);

    /** Rows of a block of A. */
    static final int ROW_BLOCK = 384;

    /** Inner blocks of a block of A. */
    static final int DEPTH = Math.max(1, 512 / INNER_BLOCK);

    /** Floats from one row of a block of A to the next, a constant for the tiles' sake; one cache line more than a block. */
    static final int LEFT_ROW = INNER_BLOCK + 16;

    /** Rows that are cut into equal tiles; of more the next one is the tallest. */
    private static final int MOST_ROWS_CUT = 96;

    /** The heights of next tiles by the rows that are left, because divisions take a percent of a tile's time. */
    private static final byte[] HEIGHTS = heights();

    private static final ThreadLocal<ProductBlock> BLOCK = ThreadLocal.withInitial(ProductBlock::new);

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
    public int rowsAtOnce() {
        return INNER_BLOCK;
    }

    @Override
    public int packedLeftLength(int k, int m) {
        return VectorRowProducts.leftLength(k, m);
    }

    @Override
    public void packLeft(float[] a, int aOffset, int lda, int k, int m, float[] packed, int packedOffset) {
        VectorRowProducts.packLeft(k, m, a, aOffset, lda, packed, packedOffset);
    }

    @Override
    public void addPackedRows(
            int m,
            int n,
            int k,
            float[] left,
            int leftOffset,
            float[] right,
            int rightOffset,
            float[] c,
            int cOffset,
            int ldc) {
        VectorRowProducts.add(m, n, k, left, leftOffset, right, rightOffset, c, cOffset, ldc);
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
            float @Nullable [] start,
            int startOffset,
            int lds,
            float[] c,
            int cOffset,
            int ldc) {
        RightSides one = BLOCK.get().one;
        // A product that failed may have left its sides.
        one.clear();
        one.add(packed, packedOffset, start, startOffset, lds, c, cOffset);
        multiply(m, n, k, a, aOffset, lda, one, ldc);
        one.clear();
    }

    @Override
    public void multiply(int m, int n, int k, float[] a, int aOffset, int lda, RightSides sides, int ldc) {
        ProductBlock block = BLOCK.get();
        for (int i = 0; i < m; i += ROW_BLOCK) {
            int rows = Math.min(ROW_BLOCK, m - i);
            int p = 0;
            do {
                block.load(rows, Math.min(DEPTH * INNER_BLOCK, k - p), a, aOffset + i * lda + p, lda);
                for (int side = 0; side < sides.count(); side++) {
                    block.result(sides.result(side), sides.resultOffset(side) + i * ldc, ldc);
                    if (p == 0) {
                        int row = sides.startRow(side);
                        block.startFrom(sides.start(side), sides.startOffset(side) + i * row, row);
                    }
                    block.panels(n, sides.packed(side), sides.packedOffset(side) + p * PANEL, k * PANEL);
                }
                p += DEPTH * INNER_BLOCK;
            } while (p < k);
        }
        block.end();
    }

    /** {@link #height(int, int)} of tiles of this machine. */
    static int height(int rows) {
        return HEIGHTS[Math.min(rows, MOST_ROWS_CUT)];
    }

    private static byte[] heights() {
        byte[] heights = new byte[MOST_ROWS_CUT + 1];
        for (int rows = 1; rows <= MOST_ROWS_CUT; rows++) {
            heights[rows] = (byte) height(rows, TALLEST);
        }
        return heights;
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
            int height,
            int k,
            float[] a,
            int aOff,
            float[] b,
            int bOff,
            float[] s,
            int sOff,
            int lds,
            float[] c,
            int cOff,
            int ldc) {
        switch (height) {
            case 1 -> SmallTiles.rows1(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            case 2 -> SmallTiles.rows2(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            case 3 -> SmallTiles.rows3(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            case 4 -> SmallTiles.rows4(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            case 5 -> SmallTiles.rows5(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            case 6 -> LargeTiles.rows6(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            case 8 -> LargeTiles.rows8(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
            default -> LargeTiles.rows12(k, a, aOff, LEFT_ROW, b, bOff, s, sOff, lds, c, cOff, ldc);
        }
    }
}
