package dev.sluice.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of whole numbers, of any lengths, one behind the other in a few large arrays. Mutable. */
final class IntRows {
    /** Numbers in an array, at least: large enough that the arrays do not count, small enough to be found in any heap. */
    private static final int BLOCK = 1 << 16;

    private final List<int[]> blocks = new ArrayList<>();
    private int used;
    private int size;
    /** Block and place in it of each row. */
    private long[] starts = new long[16];

    private int[] lengths = new int[16];

    /** Adds a row at the end. */
    void add(int... row) {
        if (blocks.isEmpty() || used + row.length > blocks.getLast().length) {
            blocks.add(new int[Math.max(BLOCK, row.length)]);
            used = 0;
        }
        if (size == lengths.length) {
            int larger = size + (size >> 1);
            starts = Arrays.copyOf(starts, larger);
            lengths = Arrays.copyOf(lengths, larger);
        }
        System.arraycopy(row, 0, blocks.getLast(), used, row.length);
        starts[size] = ((long) (blocks.size() - 1) << Integer.SIZE) | used;
        lengths[size] = row.length;
        used += row.length;
        size++;
    }

    /** A copy of a row. */
    int[] get(int row) {
        int from = (int) starts[row];
        return Arrays.copyOfRange(blocks.get((int) (starts[row] >>> Integer.SIZE)), from, from + lengths[row]);
    }
}
