package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;

/** Parts of arrays {@code [T, B, F]} and {@code [B, F]}. */
final class Arrays64 {
    private Arrays64() {}

    /** Steps {@code from} (inclusive) to {@code to} (exclusive) of {@code [T, ..]}. */
    static Array64 steps(Array64 sequence, int from, int to) {
        int[] sizes = sequence.sizes();
        int step = sequence.data().length / sizes[0];
        sizes[0] = to - from;
        Array64 out = Array64.zeros(sizes);
        System.arraycopy(sequence.data(), from * step, out.data(), 0, out.data().length);
        return out;
    }

    /** The given rows of {@code [.., B, F]}, in the given order. */
    static Array64 rows(Array64 array, int batchAxis, int... rows) {
        int[] sizes = array.sizes();
        int batch = sizes[batchAxis];
        int inner = 1;
        for (int axis = batchAxis + 1; axis < sizes.length; axis++) {
            inner *= sizes[axis];
        }
        sizes[batchAxis] = rows.length;
        Array64 out = Array64.zeros(sizes);
        for (int at = 0; at < out.data().length / inner; at++) {
            int outer = at / rows.length;
            int source = (outer * batch + rows[at % rows.length]) * inner;
            System.arraycopy(array.data(), source, out.data(), at * inner, inner);
        }
        return out;
    }
}
