package dev.sluice.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Copies rows narrower than a panel, into the scratch in which a tile at the right edge works and back. */
final class EdgeRows {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;

    private EdgeRows() {}

    /**
     * Copies {@code columns} floats, fewer than two vectors, of each of {@code rows} rows.
     *
     * @param fromRow floats from one row to the next
     * @param toRow floats from one row to the next
     */
    static void copy(int rows, int columns, float[] from, int fromOff, int fromRow, float[] to, int toOff, int toRow) {
        if (W < 8) {
            // Neon has no loads and stores of some lanes alone.
            for (int r = 0; r < rows; r++) {
                System.arraycopy(from, fromOff + r * fromRow, to, toOff + r * toRow, columns);
            }
        } else if (columns < W) {
            VectorMask<Float> lanes = S.indexInRange(0, columns);
            for (int r = 0; r < rows; r++) {
                FloatVector.fromArray(S, from, fromOff + r * fromRow, lanes).intoArray(to, toOff + r * toRow, lanes);
            }
        } else {
            VectorMask<Float> lanes = S.indexInRange(0, columns - W);
            for (int r = 0; r < rows; r++) {
                int at = fromOff + r * fromRow;
                int result = toOff + r * toRow;
                FloatVector.fromArray(S, from, at).intoArray(to, result);
                FloatVector.fromArray(S, from, at + W, lanes).intoArray(to, result + W, lanes);
            }
        }
    }
}
