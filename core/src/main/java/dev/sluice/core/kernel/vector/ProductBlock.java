package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.RightSides;
import org.jspecify.annotations.Nullable;

/** A block of rows of {@link VectorProduct#multiply} against all panels: the memory of one thread, used again and again. */
final class ProductBlock {

    private static final int PANEL = VectorProduct.PANEL;
    private static final int LEFT_ROW = VectorProduct.LEFT_ROW;
    private static final int TALLEST = VectorProduct.TALLEST;
    private static final float[] ZEROS = new float[PANEL];

    /** The block of A, a row every {@link VectorProduct#LEFT_ROW} floats, and rows that narrow tiles read for nothing. */
    private final float[] left = new float[(VectorProduct.ROW_BLOCK + 4) * LEFT_ROW];

    /** A tile of C at the right edge. */
    private final float[] edge = new float[TALLEST * PANEL];

    /** The right side of a single product. */
    final RightSides one = new RightSides();

    private int rows;
    private int inner;
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
        inner = k;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(a, aOffset + r * lda, left, r * LEFT_ROW, k);
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
        for (; rows == 1 && to <= end - 4 * PANEL; to += 4 * PANEL) {
            WideTiles.rows1(inner, left, packed, panel, panelLength, start, from, across, c, to);
            panel += 4 * panelLength;
            from += 4 * across;
        }
        for (; rows == 2 && to <= end - 2 * PANEL; to += 2 * PANEL) {
            WideTiles.rows2(inner, left, packed, panel, panelLength, start, from, across, lds, c, to, ldc);
            panel += 2 * panelLength;
            from += 2 * across;
        }
        for (; to <= end - PANEL; to += PANEL) {
            tiles(packed, panel, from, to);
            panel += panelLength;
            from += across;
        }
        if (to < end) {
            narrowTiles(end - to, packed, panel, from, to);
        }
    }

    private void tiles(float[] packed, int panel, int from, int to) {
        for (int i = 0; i < rows; ) {
            int height = VectorProduct.height(rows - i);
            VectorProduct.tile(
                    height, inner, left, i * LEFT_ROW, packed, panel, start, from + i * lds, lds, c, to + i * ldc, ldc);
            i += height;
        }
    }

    private void narrowTiles(int columns, float[] packed, int panel, int from, int to) {
        for (int i = 0; i < rows; ) {
            int height = VectorProduct.height(rows - i);
            EdgeRows.copy(height, columns, start, from + i * lds, lds, edge, 0, PANEL);
            if (columns <= Lanes.WIDTH) {
                NarrowTiles.atLeast(height, inner, left, i * LEFT_ROW, packed, panel, edge);
            } else {
                VectorProduct.tile(height, inner, left, i * LEFT_ROW, packed, panel, edge, 0, PANEL, edge, 0, PANEL);
            }
            EdgeRows.copy(height, columns, edge, 0, PANEL, c, to + i * ldc, ldc);
            i += height;
        }
    }
}
