package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.RightSides;
import org.jspecify.annotations.Nullable;

/** A block of rows of {@link VectorProduct#multiply} against all panels: the memory of one thread, used again and again. */
final class ProductBlock {

    private static final int PANEL = VectorProduct.PANEL;
    private static final int LEFT_ROW = VectorProduct.LEFT_ROW;
    private static final int TALLEST = VectorProduct.TALLEST;
    private static final int INNER = VectorProduct.INNER_BLOCK;
    private static final float[] ZEROS = new float[PANEL];

    /** Rows that tiles at the bottom read for nothing. */
    private static final int BEYOND = 4;

    /** The block of A: inner blocks one after the other, a row every {@link VectorProduct#LEFT_ROW} floats. */
    private float[] left = new float[0];

    /** A tile of C at the right edge. */
    private final float[] edge = new float[TALLEST * PANEL];

    /** The right side of a single product. */
    final RightSides one = new RightSides();

    private int rows;
    /** Floats of an inner block of A. */
    private int leftBlock;

    private int depth;
    private float[] start = ZEROS;
    private int startOffset;
    private int lds;
    /** Floats of the start from one panel to the next. */
    private int across;

    private float[] c = ZEROS;
    private int cOffset;
    private int ldc;

    /** Copies a block of A. */
    void load(int count, int k, float[] a, int aOffset, int lda) {
        rows = count;
        depth = k;
        leftBlock = (count + BEYOND) * LEFT_ROW;
        int needed = leftBlock * Math.ceilDiv(k, INNER);
        if (left.length < needed) {
            left = new float[needed];
        }
        int to = 0;
        for (int p = 0; p < k; p += INNER) {
            int inner = Math.min(INNER, k - p);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(a, aOffset + r * lda + p, left, to + r * LEFT_ROW, inner);
            }
            to += leftBlock;
        }
    }

    /** Takes rows of C, which go on from what they are. */
    void result(float[] result, int offset, int distance) {
        c = result;
        cOffset = offset;
        ldc = distance;
        startFrom(result, offset, distance);
    }

    /** Lets C begin from these values, or from zeros. */
    void startFrom(float @Nullable [] values, int offset, int distance) {
        if (values == null) {
            startFrom(ZEROS, 0, 0, 0);
        } else {
            startFrom(values, offset, distance, PANEL);
        }
    }

    private void startFrom(float[] values, int offset, int distance, int acrossPanels) {
        start = values;
        startOffset = offset;
        lds = distance;
        across = acrossPanels;
    }

    /** Lets go of the arrays of others. */
    void end() {
        c = ZEROS;
        start = ZEROS;
    }

    /** The product of the block and the panels' rows that belong to it. */
    void panels(int n, float[] packed, int first, int panelLength) {
        int panel = first;
        int from = startOffset;
        int to = cOffset;
        int end = cOffset + n;
        int wide = rows == 1 ? 4 : rows == 2 ? 2 : 1;
        while (to <= end - PANEL) {
            int count = to <= end - wide * PANEL ? wide : 1;
            panels(count, packed, panel, panelLength, from, to);
            panel += count * panelLength;
            from += count * across;
            to += count * PANEL;
        }
        if (to < end) {
            narrowTiles(end - to, packed, panel, from, to);
        }
    }

    /** All of the sum of one panel, or of several for one or two rows. */
    private void panels(int count, float[] packed, int panel, int panelLength, int from, int to) {
        float[] s = start;
        int sOff = from;
        int next = across;
        int sRow = lds;
        int p = 0;
        int block = 0;
        do {
            int inner = Math.min(INNER, depth - p);
            int b = panel + p * PANEL;
            if (count == 1) {
                tiles(inner, block, packed, b, s, sOff, sRow, to);
            } else if (rows == 1) {
                WideTiles.rows1(inner, left, block, packed, b, panelLength, s, sOff, next, c, to);
            } else {
                WideTiles.rows2(inner, left, block, packed, b, panelLength, s, sOff, next, sRow, c, to, ldc);
            }
            s = c;
            sOff = to;
            next = PANEL;
            sRow = ldc;
            p += INNER;
            block += leftBlock;
        } while (p < depth);
    }

    private void tiles(int inner, int block, float[] packed, int b, float[] s, int sOff, int sRow, int to) {
        for (int i = 0; i < rows; ) {
            int height = VectorProduct.height(rows - i);
            VectorProduct.tile(
                    height,
                    inner,
                    left,
                    block + i * LEFT_ROW,
                    packed,
                    b,
                    s,
                    sOff + i * sRow,
                    sRow,
                    c,
                    to + i * ldc,
                    ldc);
            i += height;
        }
    }

    /** The rows of a last panel that is not full: each tile stays in its copy until all of its sum is there. */
    private void narrowTiles(int columns, float[] packed, int panel, int from, int to) {
        for (int i = 0; i < rows; ) {
            int height = VectorProduct.height(rows - i);
            EdgeRows.copy(height, columns, start, from + i * lds, lds, edge, 0, PANEL);
            int p = 0;
            int a = i * LEFT_ROW;
            do {
                int inner = Math.min(INNER, depth - p);
                int b = panel + p * PANEL;
                if (columns <= Lanes.WIDTH) {
                    NarrowTiles.atLeast(height, inner, left, a, packed, b, edge);
                } else {
                    VectorProduct.tile(height, inner, left, a, packed, b, edge, 0, PANEL, edge, 0, PANEL);
                }
                p += INNER;
                a += leftBlock;
            } while (p < depth);
            EdgeRows.copy(height, columns, edge, 0, PANEL, c, to + i * ldc, ldc);
            i += height;
        }
    }
}
